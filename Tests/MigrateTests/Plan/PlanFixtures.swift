@testable import Migrate

extension Migration {
  /// A migration in memory: version `n`, called `Mn`.
  static func numbered(
    _ number: Int64,
    name: String? = nil,
    up: String? = nil,
    down: String = "SELECT 'down'"
  ) -> Migration {
    let identifier = MigrationIdentifier.numbered(number, name: name)
    let half = { (text: String, half: MigrationScript.Half) in
      MigrationFile(
        SQLSource(name: "\(identifier.fileStem).\(half.rawValue).sql", text: text),
        half: half
      )
    }
    return Migration(
      identifier: identifier,
      up: half(up ?? "SELECT \(number)", .up),
      down: half(down, .down)
    )
  }

  /// The history's row after the migration was applied as it is.
  func entry() throws -> HistoryEntry {
    HistoryEntry(
      identifier: identifier,
      checksum: try up.checksum(),
      appliedAt: UTCTimestamp(microseconds: identifier.version.value),
      durationMicroseconds: 1,
      toolVersion: "1.0.0",
      appliedBy: "heartly_migrator"
    )
  }
}

extension MigrationIdentifier {
  static func numbered(_ number: Int64, name: String? = nil) -> MigrationIdentifier {
    MigrationIdentifier(version: .number(number), name: name ?? "M\(number)")
  }
}

extension MigrationVersion {
  static func number(_ number: Int64) -> MigrationVersion { MigrationVersion(number) ?? .zero }
}

/// The migrations of some versions.
func migrations(_ versions: Int64...) -> [Migration] { versions.map { .numbered($0) } }

/// The history after some versions were applied.
func history(_ versions: Int64...) throws -> [HistoryEntry] {
  try versions.map { try Migration.numbered($0).entry() }
}

extension Plan {
  /// The steps in short: `+3` applies version 3, `-3` takes it back.
  var summary: [String] {
    steps.map { ($0.direction == .up ? "+" : "-") + $0.migration.identifier.version.description }
  }
}
