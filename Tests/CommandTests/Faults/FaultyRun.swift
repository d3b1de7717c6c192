import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

extension Program {
  /// `heartly migrate up` over a wire that a test holds. Nothing is looked up beforehand, so that the
  /// number of transfers depends on the migrations alone.
  static func up(over wire: WireProxy, _ files: MigrationFixture, _ more: String...) -> Program {
    Program(
      arguments: ["migrate", "up", "--database-url", wire.connectionString]
        + ["--directory", files.path.string] + more
    )
  }
}

/// How many transfers the mixed series takes from an empty database. The last one, by which the program
/// says farewell, is not among them: it waits for no answer.
enum Transfers {
  private static let counting = Task {
    let files = try MixedSeries.files()
    return try await withTestDatabase { database in
      let wire = try WireProxy(before: database)
      defer { wire.close() }
      let ended = try await Program.up(over: wire, files).run()
      try #require(ended.status == .exited(0), "\(ended.error)")
      return wire.passed - 1
    }
  }

  static func count() async throws -> Int { try await counting.value }

  /// The numbers of a share: all of them together are every transfer where all are asked for, else one
  /// for each share.
  static func numbers(share: Int, of shares: Int) async throws -> [Int] {
    let count = try await count()
    return Soak.isOn
      ? Array(stride(from: share + 1, through: count, by: shares))
      : [1 + count * share / shares + count / (2 * shares)]
  }
}
