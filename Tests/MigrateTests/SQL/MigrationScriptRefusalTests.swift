import Testing

@testable import Migrate

@Suite struct SQLScriptRefusalTests {
  static func refusal(_ text: String) -> MigrationScriptError? {
    #expect(throws: MigrationScriptError.self) {
      try MigrationScript(SQLSource(name: "a.sql", text: text), half: .up)
    }
  }

  @Test(arguments: [
    ("SELECT 1;\n  'é' 'open", "a.sql:2:7: the quoted string that begins here is never closed"),
    ("/* é\n*/ $f$ x", "a.sql:2:4: the dollar-quoted string that begins here is never closed"),
    ("\\connect it's\nSELECT 1", "a.sql:1:1: a backslash outside of quotes is a command of psql"),
    ("SELECT 1 \\gset", "a.sql:1:10: a backslash"),
    ("SELECT 1;\nCOPY t (a) FROM STDIN;\nit's\n\\.\n", "a.sql:2:1: COPY with STDIN or STDOUT"),
    ("copy (select 1) to stdout with csv", "a.sql:1:1: COPY with STDIN or STDOUT"),
    ("CREATE TABLE {{ name }} ()", "a.sql:1:14: a template's placeholder"),
    ("CREATE TABLE ${name} ()", "a.sql:1:14: a template's placeholder"),
    ("SELECT 1;\n\u{FEFF}SELECT 2", "a.sql:2:1: a byte order mark"),
    ("", "a.sql: the file holds no SQL statement"),
    (" -- only\n/* comments */ ; ", "a.sql: the file holds no SQL statement"),
  ])
  func `what PostgreSQL would choke on is named with its place`(text: String, message: String) {
    let error = Self.refusal(text)
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    "SELECT '\\', '{{x}}', '${x}'", "COPY t FROM '/tmp/file'",
    "COPY (SELECT stdout FROM stdin) TO '/f'",
    "SELECT '{1,2}'::int[]", "CREATE TABLE stdin (stdout int)",
  ])
  func `what only looks like it is accepted`(text: String) throws {
    #expect(
      try MigrationScript(SQLSource(name: "a.sql", text: text), half: .up).statements.count == 1
    )
  }

  @Test(arguments: [
    ("BEGIN", "BEGIN"), ("begin isolation level serializable", "BEGIN"), ("END", "END"),
    ("START TRANSACTION", "START TRANSACTION"), ("COMMIT WORK", "COMMIT"), ("ABORT", "ABORT"),
    ("ROLLBACK AND CHAIN", "ROLLBACK"), ("rollback transaction", "ROLLBACK"),
    ("PREPARE TRANSACTION 'x'", "PREPARE TRANSACTION"), ("COMMIT PREPARED 'x'", "COMMIT PREPARED"),
    ("ROLLBACK PREPARED 'x'", "ROLLBACK PREPARED"),
  ])
  func `a migration cannot begin or end a transaction`(sql: String, command: String) {
    let error = Self.refusal("SELECT 1;\n  -- now\n  \(sql);")
    guard case .transactionControl(command, let place) = error else {
      Issue.record("\(error.map(String.init(describing:)) ?? "")")
      return
    }
    #expect(place.description == "a.sql:3:3")
  }

  @Test(arguments: [
    ("SET LOCAL lock_timeout = 1", "SET LOCAL"), ("LOCK TABLE t", "LOCK"),
    ("SAVEPOINT a", "SAVEPOINT"), ("ROLLBACK TO SAVEPOINT a", "ROLLBACK TO"),
    ("DECLARE c CURSOR FOR SELECT 1", "DECLARE CURSOR"),
    ("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS"),
  ])
  func `what needs a transaction is refused outside of one and accepted inside`(
    sql: String,
    command: String
  ) throws {
    #expect(
      try MigrationScript(SQLSource(name: "a.sql", text: sql), half: .up).isTransactional
    )
    let mixed = Self.refusal("\(sql);\nVACUUM")
    guard case .needsTransaction(command, let place, because: let cause?) = mixed else {
      Issue.record("\(mixed.map(String.init(describing:)) ?? "")")
      return
    }
    #expect(place.description == "a.sql:1:1")
    #expect(cause.description == "a.sql:2:1")
    #expect(mixed?.description.contains("the statement at 2:1") == true)
    let directed = Self.refusal("-- heartly:no-transaction\n\(sql)")
    guard case .needsTransaction(command, _, because: nil) = directed else {
      Issue.record("\(directed.map(String.init(describing:)) ?? "")")
      return
    }
  }
}
