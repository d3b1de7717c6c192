import Foundation
import PostgresSyntax
import Testing

/// Whether PostgreSQL's parser stands on this machine; without it the tests that need it are skipped.
enum Installed {
  static let parser = try? Parser.load()
  static let isRequired = ProcessInfo.processInfo.environment["HEARTLY_REQUIRE_PARSER"] == "1"
}

extension Trait where Self == ConditionTrait {
  static var needsParser: Self {
    .enabled(
      if: Installed.parser != nil,
      "libpg_query is not installed: see the error of Parser.load()"
    )
  }
}

@Suite struct InstallationTests {
  @Test(.enabled(if: Installed.isRequired, "HEARTLY_REQUIRE_PARSER is not 1"))
  func `where the parser is required it is there`() throws {
    #expect(try Parser.load().postgresVersion >= 13)
  }
}

/// The repository's migrations, as texts to parse and to break.
enum Corpus {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func migrations() throws -> [[UInt8]] {
    let folder = root.appending(path: "db/migrations")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".sql") }
      .map { [UInt8](try Data(contentsOf: folder.appending(path: $0))) }
  }

  static var all: [[UInt8]] { get throws { try migrations() + samples.map { Array($0.utf8) } } }
}
