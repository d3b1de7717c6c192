import PostgresSyntax
import Testing

@Suite(.needsParser) struct PLpgSQLTests {
  private func parse(_ sql: String) throws -> PLpgSQL {
    let parser = try Parser.load()
    let text = Array(sql.utf8)
    let statement = try #require(try parser.parse(text).statements.last)
    return try parser.parsePLpgSQL(statement, of: text)
  }

  private func function(_ sql: String) throws -> PLpgSQLFunction {
    guard case .function(let function) = try parse(sql) else {
      throw Unexpected()
    }
    return function
  }

  private struct Unexpected: Error {}

  @Test func `the embedded SQL is found with its line`() throws {
    let sql = """
      SELECT 1;
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE t SET a = NEW."facilityId" WHERE b < 1;
        RETURN NEW;
      END $$;
      """
    let function = try function(sql)
    #expect(function.tree.is("PLpgSQL_function"))
    let statement = try #require(
      function.tree.descendants.first { $0.is("PLpgSQL_stmt_execsql") }
    )
    #expect(statement.int("lineno") == 3)
    #expect(
      statement["sqlstmt"]?.string("query") == #"UPDATE t SET a = NEW."facilityId" WHERE b < 1"#
    )
    #expect(function.isVerbatim)
    let body = Array(sql.utf8)[function.body]
    #expect(String(decoding: body, as: UTF8.self).hasPrefix("\nBEGIN\n"))
    #expect(String(decoding: body, as: UTF8.self).hasSuffix("END "))
  }

  @Test func `a body with escapes is not verbatim`() throws {
    #expect(try function("DO 'BEGIN NULL; END'").isVerbatim)
    #expect(try !function("DO 'BEGIN PERFORM ''x''; END'").isVerbatim)
    #expect(try !function("DO E'BEGIN\\n NULL; END'").isVerbatim)
    #expect(try function("DO LANGUAGE plpgsql $a$BEGIN NULL; END$a$").body == 23..<38)
  }

  @Test(arguments: [
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
    "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql BEGIN ATOMIC SELECT 1; END",
    "CREATE FUNCTION f() RETURNS int RETURN 1", "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'x'", "DO LANGUAGE plpgsql",
    "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'a', 'b'", "SELECT 1",
    "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql LANGUAGE sql AS 'x'",
    "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'x' AS 'y'",
    "DO LANGUAGE plperl 'x'", "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'a', 'b'",
  ])
  func `a statement without a PL/pgSQL body does not reach the parser of bodies`(
    sql: String
  ) throws {
    guard case .otherStatement = try parse(sql) else { throw Unexpected() }
  }

  @Test(arguments: [
    ("DO $$ BEGIN x : y; END $$", "x"),
    ("DO $$ DECLARE x int; BEGIN NULL; x := x +; END $$", "x := x +"),
    ("DO $$\nDECLARE x int;\nBEGIN\n  x := 1;\n  selec x;\n  selec y;\nEND $$", "selec x"),
    ("DO $$ DECLARE b int; BEGIN IF a THEN b := 1; b := 2; ) END IF; END $$", ") END IF"),
    ("DO $$ DECLARE a int; BEGIN a := 1; a a a; END $$", "a a a"),
    ("DO $$ BEGIN PERFORM 1; UPDATE t SET WHERE x; PERFORM 2; END $$", "WHERE"),
    ("SELECT 1; DO $$ BEGIN\n-- é\n SELECT FROM WHERE; END $$", "WHERE"),
  ])
  func `a mistake in a body is found in the text`(sql: String, place: String) throws {
    let error = try #require(throws: SyntaxError.self) { try self.parse(sql) }
    let expected = try #require(sql.firstRange(of: place)).lowerBound
    #expect(error.message.hasPrefix("syntax error"))
    #expect(error.offset == sql.utf8.distance(from: sql.startIndex, to: expected), "\(error)")
  }

  @Test func `what the parser only does not know is no mistake`() throws {
    guard case .refused(let message) = try parse("DO $$ BEGIN x := ; END $$") else {
      throw Unexpected()
    }
    #expect(!message.hasPrefix("syntax error"))
  }
}
