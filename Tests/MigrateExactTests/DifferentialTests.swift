import Foundation
import Migrate
import Postgres
import PostgresSyntax
import SampleDDL
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@testable import MigrateExact
@testable import MigrateLint

/// The mode without a server and the one with a server must refuse the same statements.
@Suite struct DifferentialTests {
  static let sequences = number("LINT_SEQUENCES") ?? 100
  static let firstSeed = number("LINT_SEED") ?? 10_001

  private static func number(_ variable: String) -> UInt64? {
    ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) }
  }

  /// The numbers of the statements that each refuses.
  private struct Comparison {
    var read: Set<Int> = []
    var run: Set<Int> = []
    /// The server's refusals by statement.
    var said: [Int: Finding] = [:]
    var statements: [String] = []

    var firstDifference: Int? { read.symmetricDifference(run).min() }

    /// A type that only the server can derive.
    var isOutsideTheRules: Bool {
      guard let first = firstDifference, let finding = said[first] else { return false }
      return ["42804", "42883"].contains { finding.message.hasPrefix($0) }
    }

    var description: String? {
      guard let first = firstDifference else { return nil }
      let refusal = said[first].map { "the server refuses (\($0.message))" } ?? "the server runs"
      return "\(statements[first]): \(refusal)"
    }
  }

  private func compare(
    _ sources: [LintSource],
    _ session: ExactSession,
    _ parser: Parser
  ) async throws -> [Comparison] {
    var catalog = Catalog()
    var comparisons: [Comparison] = []
    for source in sources {
      var replay = Replay(catalog: catalog, source: source, parser: parser, isStrict: true)
      replay.run()
      catalog = replay.catalog
      var run = FileRun(source: source, session: session)
      run.isStrict = true
      try await run.perform()
      let list = StatementList(SQLSource(name: source.path, bytes: source.bytes))
      var comparison = Comparison()
      comparison.statements = list.statements.map { list.source.text($0.range) }
      comparison.read = Set(
        list.statements.indices.filter { index in
          replay.refused.contains { $0.lowerBound == list.statements[index].range.lowerBound }
        }
      )
      for finding in run.findings where finding.severity == .error {
        let index = list.statements.lastIndex { statement in
          (statement.start.line, statement.start.column)
            <= (finding.place.line, finding.place.column)
        }
        guard let index else { continue }
        comparison.run.insert(index)
        comparison.said[index] = finding
      }
      comparisons.append(comparison)
    }
    return comparisons
  }

  @Test func `random DDL is refused in the same places`() async throws {
    let parser = try Parser.load()
    try await withExactSession { session in
      var (refused, statements) = (0, 0)
      for seed in Self.firstSeed..<Self.firstSeed + Self.sequences {
        var generator = RandomDDL(seed: seed)
        let text = generator.sequence(of: 16)
        try await session.empty()
        let source = LintSource(path: "\(seed).sql", bytes: Array(text.utf8))
        let comparison = try #require(try await compare([source], session, parser).first)
        statements += comparison.statements.count
        refused += comparison.run.count
        // What follows a difference is its consequence.
        if comparison.isOutsideTheRules { continue }
        #expect(comparison.description == nil, "seed \(seed)")
      }
      #expect(refused > statements / 10)
      #expect(refused < statements * 9 / 10)
    }
  }

  /// Each was a difference once.
  @Test(arguments: [
    "CREATE TABLE a (id int); ALTER TABLE a ADD PRIMARY KEY (id), ADD CONSTRAINT a_pkey CHECK (true)"
  ])
  func `what was mended stays mended`(text: String) async throws {
    let parser = try Parser.load()
    try await withExactSession { session in
      let source = LintSource(path: "a.sql", bytes: Array(text.utf8))
      let comparison = try #require(try await compare([source], session, parser).first)
      #expect(comparison.description == nil)
      #expect(!comparison.run.isEmpty)
    }
  }

  static let styles = Checkout.root.appending("Tests/MigrateLintTests/Fixtures/styles").string

  @Test func `files of other styles are refused in the same places`() async throws {
    let parser = try Parser.load()
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.styles).sorted()
    try #require(names.count > 10)
    try await withExactSession { session in
      for name in names {
        try await session.empty()
        let bytes = try #require(FileManager.default.contents(atPath: "\(Self.styles)/\(name)"))
        let source = LintSource(path: name, bytes: Array(bytes))
        let comparison = try #require(try await compare([source], session, parser).first)
        #expect(comparison.description == nil, "\(name)")
      }
    }
  }

  @Test func `the platform's own migrations run`() async throws {
    let parser = try Parser.load()
    let directory = Checkout.migrations.string
    let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
      .filter { $0.hasSuffix(".up.sql") }
    let sources = try names.map { name in
      let bytes = try #require(FileManager.default.contents(atPath: "\(directory)/\(name)"))
      return LintSource(path: name, bytes: Array(bytes))
    }
    try await withExactSession { session in
      for comparison in try await compare(sources, session, parser) {
        #expect(comparison.description == nil)
        #expect(comparison.run.isEmpty)
      }
    }
  }
}

extension ExactSession {
  /// Makes the database empty again.
  fileprivate func empty() async throws {
    try await reset()
    try await connection.execute("DISCARD TEMP")
    try await connection.execute(
      SQLScript(
        text: """
          DO $$ DECLARE s text; BEGIN
            FOR s IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'
            LOOP EXECUTE format('DROP EXTENSION %I CASCADE', s); END LOOP;
            FOR s IN SELECT nspname FROM pg_namespace
              WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
            LOOP EXECUTE format('DROP SCHEMA %I CASCADE', s); END LOOP;
          END $$
          """
      )
    )
    try await connection.execute("CREATE SCHEMA public")
  }
}
