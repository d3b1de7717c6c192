import Postgres
import Testing

@Suite(.suiteDatabase, .serialized) struct ServerErrorTests {
  @Test func `a violated constraint is named with its table`() async throws {
    try await withSession { connection in
      try await connection.execute(
        "CREATE TEMPORARY TABLE client (id int PRIMARY KEY, age int NOT NULL CHECK (age >= 0))"
      )
      try await connection.execute("INSERT INTO client VALUES (1, 5)")

      let duplicate = try await serverError {
        try await connection.execute("INSERT INTO client VALUES (\(1), \(6))")
      }
      #expect(duplicate?.sqlState == .uniqueViolation)
      #expect(duplicate?.constraint == "client_pkey")
      #expect(duplicate?.table == "client")
      #expect(duplicate?.detail == "Key (id)=(1) already exists.")

      let missing = try await serverError {
        try await connection.execute("INSERT INTO client (id) VALUES (\(2))")
      }
      #expect(missing?.sqlState == .notNullViolation)
      #expect(missing?.column == "age")

      let negative = try await serverError {
        try await connection.execute("INSERT INTO client VALUES (2, -1)")
      }
      #expect(negative?.sqlState == .checkViolation)
      #expect(negative?.constraint == "client_age_check")
    }
  }

  @Test func `a wrong statement is shown where it is wrong, with the server's hint`() async throws {
    try await withSession { connection in
      let unknown = try await serverError {
        try await connection.query("SELECT 'ß', relnam FROM pg_class")
      }
      #expect(unknown?.sqlState == .undefinedColumn)
      #expect(unknown?.position == 13)
      #expect(unknown?.hint?.contains("relname") == true)
      let syntax = try await serverError { try await connection.query("SELEC 1") }
      #expect(syntax?.sqlState == .syntaxError)
      #expect(syntax?.position == 1)
      #expect(syntax.map { "\($0)" } == "ERROR 42601: syntax error at or near … at character 1")
    }
  }

  @Test func `an error inside a function has its context and the inner statement`() async throws {
    try await withSession { connection in
      let failure = try await serverError {
        try await connection.execute("DO $$ BEGIN EXECUTE 'SELECT nothing'; END $$")
      }
      #expect(failure?.internalQuery == "SELECT nothing")
      #expect(failure?.internalPosition == 8)
      #expect(failure?.context?.contains("inline_code_block") == true)
    }
  }

  /// Statements that fail over the value `Jane Doe`, bound as the parameter.
  static let leaks: [@Sendable (String) -> SQL] = [
    { "SELECT \($0)::int" },
    { "SELECT \($0)::date" },
    { "SELECT \($0)::regclass" },
    { "SELECT \($0)::regtype" },
    { "SELECT \($0)::regnamespace" },
    { "SELECT \($0)::regrole" },
    { "SELECT set_config(\($0), '', true)" },
    { "SELECT pg_read_file(\($0))" },
    { "SELECT nextval(\($0))" },
    { "SELECT has_table_privilege(\($0), 'SELECT')" },
    { "SELECT query_to_xml(\($0), true, true, '')" },
    { "INSERT INTO person VALUES (\($0))" },
    { "INSERT INTO person (name, other) VALUES ('x', \($0))" },
    { "SELECT pg_temp.raise(\($0), 'P0001')" },
    { "SELECT pg_temp.raise(\($0), '23514')" },
    { "SELECT pg_temp.raise(\($0), '42501')" },
    { "SELECT pg_temp.raise(\($0), '40001')" },
    { "SELECT pg_temp.run(\($0))" },
    { "SELECT pg_temp.run('SELECT 1 ' || quote_literal(\($0)))" },
    { "SELECT jsonb \($0)" },
    { "SELECT to_number(\($0), 'x'), regexp_match('', '(' || \($0))" },
    { "SELECT 1 FROM person WHERE name::int = 1 OR name = \($0)" },
  ]

  @Test(arguments: leaks.indices)
  func `an error's description holds no value`(index: Int) async throws {
    let sql = Self.leaks[index]("Jane Doe")
    try await withSession { connection in
      try await connection.execute(
        """
        CREATE TEMPORARY TABLE person
          (name text PRIMARY KEY CHECK (length(name) < 100), other text CHECK (other <> 'Jane Doe'))
        """
      )
      try await connection.execute("INSERT INTO person VALUES ('Jane Doe')")
      try await connection.execute(
        """
        CREATE FUNCTION pg_temp.raise(value text, code text) RETURNS text LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'no %', value USING ERRCODE = code; END $$
        """
      )
      try await connection.execute(
        """
        CREATE FUNCTION pg_temp.run(statement text) RETURNS text LANGUAGE plpgsql AS
        $$ BEGIN EXECUTE statement; RETURN ''; END $$
        """
      )
      let failure = try await error { try await connection.query(sql) }
      let description = failure.map { "\($0)" } ?? "no error"
      #expect(description.contains("ERROR"), "\(sql.text): \(description)")
      #expect(!description.lowercased().contains("jane"), "\(sql.text): \(description)")
      #expect(!description.lowercased().contains("doe"), "\(sql.text): \(description)")
    }
  }

  @Test func `notices reach the caller, with their code`() async throws {
    let notices = Collected<ServerError>()
    var options = ConnectionOptions()
    options.onNotice = { notices.append($0) }
    try await withSession(options: options) { connection in
      try await connection.execute("DO $$ BEGIN RAISE NOTICE 'hello' USING HINT = 'wave'; END $$")
      try await connection.execute("DROP TABLE IF EXISTS nothing")
    }
    #expect(notices.all.map(\.message) == ["hello", "table \"nothing\" does not exist, skipping"])
    #expect(notices.all.map(\.severity) == ["NOTICE", "NOTICE"])
    #expect(notices.all.first?.hint == "wave")
  }
}
