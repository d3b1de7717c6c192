import PostgresSyntax
import Testing

@Suite(.needsParser) struct StatementTests {
  let parser = try? Parser.load()

  private func statements(_ text: String) throws -> [(kind: String, text: String)] {
    let bytes = Array(text.utf8)
    return try #require(parser).parse(bytes).statements.map {
      ($0.node.kind, String(decoding: bytes[$0.range], as: UTF8.self))
    }
  }

  @Test func `a statement runs from its first token to its last`() throws {
    let found = try statements("-- why\n  SELECT 'é' ; /* ; */ DROP TABLE a /* b */ -- c\n ;;\n")
    #expect(found.map(\.kind) == ["SelectStmt", "DropStmt"])
    #expect(found.map(\.text) == ["SELECT 'é'", "DROP TABLE a"])
  }

  @Test func `the last statement needs no semicolon`() throws {
    #expect(
      try statements("SELECT 1;\n\nSELECT 2  -- end").map(\.text) == ["SELECT 1", "SELECT 2"]
    )
  }

  @Test(arguments: ["", " \n", ";", "-- nothing", "/* ; */ ;"])
  func `a text without a statement has none`(text: String) throws {
    #expect(try statements(text).isEmpty)
    #expect(try #require(parser).split(text).isEmpty)
  }

  @Test func `splitting finds the statements that parsing finds`() throws {
    let parser = try #require(parser)
    for text in try Corpus.all {
      #expect(try parser.parse(text).statements.map(\.range) == parser.split(text))
    }
  }

  @Test func `splitting goes on behind a mistake`() throws {
    let text = Array(
      "selec 1; CREATE TABLE t (a int; SELECT 'x;' ; begin; end atomic; 'open; ".utf8
    )
    let found = try #require(parser).split(text).map { String(decoding: text[$0], as: UTF8.self) }
    #expect(
      found == [
        "selec 1", "CREATE TABLE t (a int", "SELECT 'x;'", "begin", "end atomic", "'open; ",
      ]
    )
  }

  @Test func `the places of a part count in the whole`() throws {
    let parser = try #require(parser)
    let whole = "DO $$ BEGIN PERFORM a FROM b; END $$"
    let part = "SELECT a FROM b"
    let statement = try #require(try parser.parse(Array(part.utf8), base: 13).statements.first)
    #expect(statement.range == 13..<28)
    let table = try #require(statement.node.list("fromClause").first?.location)
    #expect(whole.utf8.dropFirst(table).starts(with: "b;".utf8))
  }

  @Test func `a fingerprint forgets constants and layout`() throws {
    let parser = try #require(parser)
    let one = try parser.fingerprint("SELECT a FROM b WHERE c IN (1, 2)")
    #expect(try parser.fingerprint("select a\nfrom b /* x */ where c in (7,8,9)") == one)
    #expect(try parser.fingerprint("SELECT a FROM b WHERE d IN (1, 2)") != one)
  }

  @Test func `many threads may parse at once`() async throws {
    let parser = try #require(parser)
    let kinds = try await withThrowingTaskGroup(of: [String].self) { group in
      for number in 0..<200 {
        group.addTask {
          try parser.parse("SELECT \(number); DROP TABLE t\(number)").statements.map(\.node.kind)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(kinds == Array(repeating: ["SelectStmt", "DropStmt"], count: 200))
  }
}
