import Postgres
import PostgresSyntax
import TestDatabase

@testable import MigrateLint

/// What became of one statement, on the server and in the replay.
struct Verdict: CustomStringConvertible {
  var statement: String
  /// The server's code, where it refused.
  var serverError: String?
  var findings: [Finding]
  var isRefusedByReplay: Bool

  /// Whether both say the same.
  var agrees: Bool { (serverError != nil) == isRefusedByReplay }

  /// Whether the server refused for a reason that no rule names.
  ///
  /// - `42P17` and `42P16` for the bounds of partitions, which it does not keep.
  /// - Class 23: what rows violate.
  var isOutsideTheRules: Bool {
    guard !isRefusedByReplay, let serverError else { return false }
    return Self.outside.contains { code, words in
      serverError.hasPrefix(code) && (words.isEmpty || words.contains(where: serverError.contains))
    }
  }

  private static let outside: [(code: String, words: [String])] = [
    ("42P17", ["partition", "bound"]), ("42P16", ["bound specification"]),
    ("23", []),
  ]

  var description: String {
    let said = findings.map(\.message).joined(separator: "; ")
    return "\(statement)\n  server: \(serverError ?? "runs"); replay: "
      + (isRefusedByReplay ? "refuses (\(said))" : "runs")
  }
}

/// Runs texts on a real server and in the replay, statement by statement; what is refused is skipped
/// on either side.
struct Oracle {
  let parser: Parser
  let connection: Connection

  /// - Returns: One verdict for each statement that the parser splits.
  func judge(_ text: String) async throws -> (verdicts: [Verdict], catalog: Catalog) {
    let source = LintSource(path: "a.sql", bytes: Array(text.utf8))
    var replay = Replay(catalog: Catalog(), source: source, parser: parser, isStrict: true)
    replay.run()
    let starts = source.lineStarts
    let errors = replay.findings.filter { $0.severity == .error }.map { finding in
      (offset: starts[finding.place.line - 1] + finding.place.column - 1, finding: finding)
    }
    var verdicts: [Verdict] = []
    for range in parser.split(source.bytes) {
      let statement = String(decoding: source.bytes[range], as: UTF8.self)
      verdicts.append(
        Verdict(
          statement: statement,
          serverError: try await run(statement),
          findings: errors.filter { range.contains($0.offset) }.map(\.finding),
          isRefusedByReplay: replay.refused.contains { $0.lowerBound == range.lowerBound }
        )
      )
    }
    return (verdicts, replay.catalog)
  }

  /// How the replay's catalog differs from the server's; nil where the text does not tell it.
  func differences(_ catalog: Catalog) async throws -> [String]? {
    guard !catalog.isTainted else { return nil }
    return CatalogFacts(of: catalog).differences(from: try await CatalogFacts(of: connection))
  }

  /// Runs a text, and compares the catalogs after every statement that both run.
  ///
  /// - Returns: The first statement after which they differ, and how.
  func firstDifference(_ text: String) async throws -> (statement: String, lines: [String])? {
    let bytes = Array(text.utf8)
    for range in parser.split(bytes) {
      let source = LintSource(path: "a.sql", bytes: Array(bytes[..<range.upperBound]))
      var replay = Replay(catalog: Catalog(), source: source, parser: parser, isStrict: true)
      replay.run()
      let statement = String(decoding: bytes[range], as: UTF8.self)
      let error = try await run(statement)
      let isRefused = replay.refused.contains { $0.lowerBound == range.lowerBound }
      guard (error != nil) == isRefused else {
        return (statement, [error ?? "runs", replay.findings.last?.message ?? ""])
      }
      guard error == nil, let lines = try await differences(replay.catalog), !lines.isEmpty else {
        continue
      }
      return (statement, lines)
    }
    return nil
  }

  /// Makes the database empty again.
  func reset() async throws {
    try await connection.execute(
      SQLScript(
        text: """
          DO $$ DECLARE s text; BEGIN
            FOR s IN SELECT nspname FROM pg_namespace
              WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
            LOOP EXECUTE format('DROP SCHEMA %I CASCADE', s); END LOOP;
          END $$
          """
      )
    )
    try await connection.execute(SQLScript(text: "DISCARD TEMP; CREATE SCHEMA public; RESET ALL"))
  }

  private func run(_ statement: String) async throws -> String? {
    do {
      try await connection.execute(SQLScript(text: statement))
      return nil
    } catch {
      guard case .server(let failure) = error else { throw error }
      return "\(failure.sqlState) \(failure.message)"
    }
  }
}

extension LintSource {
  /// The offset of each line's first byte. Columns are bytes too in texts of ASCII.
  fileprivate var lineStarts: [Int] {
    [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }
}
