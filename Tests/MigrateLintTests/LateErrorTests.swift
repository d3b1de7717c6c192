import Foundation
import MigrateLint
import Postgres
import PostgresSyntax
import TestDatabase
import Testing

/// What fails only when it runs, against a server that runs it.
@Suite struct LateErrorTests {
  @Test func `a body is told to fail exactly if its call fails`() async throws {
    let table = MutantTable(file: MutantTable.directory.appending(path: "../calls.sql"))
    #expect(table.texts.count > 50)
    let linter = Linter(parser: try Parser.load())
    try await withTestConnection { connection in
      try await connection.execute(SQLScript(text: table.setup))
      var (failed, found) = (0, 0)
      for mutant in table.texts {
        let server = try await failure(of: mutant.text, on: connection)
        let source = LintSource(
          path: "calls.sql",
          bytes: Array((table.setup + "\n" + mutant.text).utf8)
        )
        let said = linter.lint([source]).filter { $0.severity == .error }
        if mutant.isValid { #expect(server == nil, "\(mutant.text)") }
        let areLate = said.allSatisfy { $0.isLate }
        #expect(areLate)
        #expect(said.isEmpty || server != nil, "a false alarm: \(mutant.text): \(said)")
        guard let server else { continue }
        failed += 1
        if said.isEmpty { print("LATE \(server): \(mutant.text)") } else { found += 1 }
      }
      print("LATE: \(found) of \(failed) found, \(table.texts.count) texts")
      #expect((failed - found) * 10 <= failed)
    }
  }

  private func failure(of text: String, on connection: Connection) async throws -> String? {
    var failure: String?
    try await connection.execute(SQLScript(text: "BEGIN"))
    do {
      try await connection.execute(SQLScript(text: text))
    } catch {
      guard case .server(let refusal) = error else { throw error }
      failure = refusal.message
    }
    try await connection.execute(SQLScript(text: "ROLLBACK"))
    return failure
  }
}
