import Foundation
import Postgres
import PostgresSyntax
import TestDatabase
import Testing

@testable import MigrateLint

/// One fault at a time, in every area that the analyser knows, as PostgreSQL judges it.
@Suite struct MutantTests {
  /// How many of the mutants that a server refuses may pass, of a hundred of one table.
  private static let toleratedMisses = 5

  @Test func `there are tables of mutants`() { #expect(MutantTable.all.count > 3) }

  @Test(arguments: MutantTable.all)
  func `a mutant is found exactly if PostgreSQL refuses it, at the same statement`(
    table: MutantTable
  ) async throws {
    let parser = try Parser.load()
    #expect(!table.texts.isEmpty)
    var before = Replay(
      catalog: Catalog(),
      source: source(of: table.setup),
      parser: parser,
      isStrict: true
    )
    before.run()
    #expect(before.refused.isEmpty)
    for finding in before.findings where finding.severity == .error { print("SETUP", finding) }
    try await withTestConnection { connection in
      try await connection.execute(SQLScript(text: table.setup))
      var (refused, found) = (0, 0)
      for mutant in table.texts {
        let server = try await refusal(of: mutant.text, parser, on: connection)
        let replay = refusal(of: mutant.text, parser, after: before.catalog)
        #expect(
          !mutant.isValid || server == nil,
          "the valid text does not run: \(mutant.text): \(server?.message ?? "")"
        )
        if server != nil { refused += 1 }
        if let server, replay?.statement == server.statement { found += 1 }
        guard replay?.statement != server?.statement else { continue }
        print(
          "MUTANT \(table.name): \(mutant.text)\n  server: \(server?.message ?? "runs"); replay: "
            + (replay?.message ?? "runs")
        )
        #expect(replay == nil, "a false alarm, or at another statement: \(mutant.text)")
      }
      print("MUTANTS \(table.name): \(found) of \(refused) found, \(table.texts.count) texts")
      #expect((refused - found) * 100 <= Self.toleratedMisses * refused)
    }
  }

  /// The first statement that is refused, and why.
  private struct Refusal {
    var statement: Int
    var message: String
  }

  private func refusal(
    of text: String,
    _ parser: Parser,
    on connection: Connection
  ) async throws -> Refusal? {
    try await connection.execute(SQLScript(text: "BEGIN"))
    var refusal: Refusal?
    let bytes = Array(text.utf8)
    for (index, range) in parser.split(bytes).enumerated() where refusal == nil {
      do {
        let statement = String(decoding: bytes[range], as: UTF8.self)
        try await connection.execute(SQLScript(text: statement))
      } catch {
        guard case .server(let failure) = error else { throw error }
        refusal = Refusal(statement: index, message: "\(failure.sqlState) \(failure.message)")
      }
    }
    try await connection.execute(SQLScript(text: "ROLLBACK"))
    return refusal
  }

  private func refusal(of text: String, _ parser: Parser, after catalog: Catalog) -> Refusal? {
    let source = source(of: text)
    var replay = Replay(catalog: catalog, source: source, parser: parser, isStrict: true)
    replay.run()
    guard let first = replay.refused.map(\.lowerBound).min() else { return nil }
    let errors = replay.findings.filter { $0.severity == .error && !$0.isLate }
    return Refusal(
      statement: parser.split(source.bytes).firstIndex { $0.contains(first) } ?? -1,
      message: errors.map { "\($0.rule.rawValue) \($0.message)" }.joined(separator: "; ")
    )
  }

  private func source(of text: String) -> LintSource {
    LintSource(path: "mutant.sql", bytes: Array(text.utf8))
  }
}
