import CareFixture
import Foundation
import Postgres
import PostgresSyntax
import TestDatabase
import Testing

@Suite struct StatementTests {
  /// EXPLAIN prepares a statement with the types of its parameters, plans it and checks the rights to
  /// everything in it, and does not run it.
  @Test func `the runtime role can prepare every statement`() async throws {
    try await CareDatabase.with { database in
      let connection = try await database.connect(as: "heartly_app")
      defer { connection.close() }
      var texts: Set<String> = []
      for statement in Statements.all where texts.insert(statement.sql.text).inserted {
        do {
          let plan = try await connection.query("EXPLAIN \(statement.sql)")
          #expect(!plan.isEmpty)
        } catch {
          Issue.record("\(statement.name): \(error)")
        }
      }
      #expect(texts.count > 50)
    }
  }

  @Test func `every statement parses, alone`() throws {
    let parser = try Parser.load()
    for statement in Statements.all {
      let tree = try parser.parse(statement.sql.text)
      #expect(tree.statements.count == 1, "\(statement.name)")
    }
  }

  /// What makes a part of a statement only.
  static let parts: Set<String> = [
    "ClientSQL.shown", "FacilitySQL.exists", "AuditPlace.isNext", "IdempotencySQL.claim",
  ]

  @Test func `no statement of the store is missing here`() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Store")
    let named = Set(Statements.all.map(\.name)).union(Self.parts)
    var found: Set<String> = []
    let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String }
    for path in try #require(paths) where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      var type = ""
      for line in text.split(separator: "\n") {
        if let match = line.firstMatch(of: /^(?:enum|struct|extension) (\w+)/) {
          type = String(match.1)
        }
        // A function of a type, up to two spaces in, whose result is SQL.
        guard line.hasPrefix("  "), !line.contains("private"),
          let match = line.firstMatch(of: /^  (?:static )?func (\w+)[(<]/)
        else { continue }
        let rest = text[line.startIndex...].prefix { $0 != "{" }
        if rest.hasSuffix("-> SQL ") { found.insert("\(type).\(match.1)") }
      }
    }
    #expect(found.subtracting(named) == [])
    #expect(named.subtracting(found) == [])
  }
}
