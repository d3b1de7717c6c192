import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

/// That batches and one statement come to the same rows, and that it shows where they do not.
@Suite(.timeLimit(.minutes(5))) struct RowEqualityTests {
  private static let table = """
    CREATE TABLE t (id bigint PRIMARY KEY, a int, b text);
    INSERT INTO t SELECT n, n % 7, CASE WHEN n % 3 = 0 THEN NULL ELSE 'x' || n END
    FROM generate_series(1, 40) AS n;
    CREATE TABLE u (id bigint PRIMARY KEY, n bigint);
    """

  private func compare(_ up: String) async throws -> [RowEquality.Difference] {
    try await withBench { batched in
      try await withTestConnection { whole in
        try batched.files.write(1, up: Self.table)
        try batched.files.write(2, up: up)
        return try await batched.migrator.compareBatches(
          size: 7,
          batched: batched.connection,
          whole: whole
        ).differences
      }
    }
  }

  @Test(arguments: [
    "UPDATE t SET a = a + 1 WHERE b IS NOT NULL OR a = 2",
    "UPDATE t AS x SET b = u.n::text FROM u WHERE u.id = x.id OR x.a = 1",
    "DELETE FROM t WHERE a > 3",
    "INSERT INTO u (id, n) SELECT id, a FROM t WHERE a > 1 ON CONFLICT (id) DO NOTHING",
  ])
  func `they come to the same`(statement: String) async throws {
    #expect(try await compare("-- heartly:batch\n\(statement);\n") == [])
  }

  /// The function hides from the engine that the statement reads what it changes.
  @Test func `where a function reads the table that is changed, it shows`() async throws {
    let up = """
      CREATE FUNCTION total() RETURNS bigint STABLE LANGUAGE sql AS 'SELECT sum(a) FROM t';
      -- heartly:batch
      UPDATE t SET a = total();
      """
    let differences = try await compare(up)
    #expect(differences.map(\.table) == ["public.t"])
    #expect(differences.first?.onlyInFirst == 33)
    #expect(differences.first?.onlyInSecond == 33)
  }

  @Test func `differences count in both directions, equal rows by their number`() async throws {
    try await withTestConnection { first in
      try await withTestConnection { second in
        for (connection, rows) in [(first, "(1), (1), (2), (NULL)"), (second, "(1), (3), (NULL)")] {
          try await connection.execute(
            SQLScript(
              text: "CREATE TABLE same (id int); CREATE TABLE \"T\" (id int);"
                + "INSERT INTO \"T\" VALUES \(rows); INSERT INTO same VALUES (1)"
            )
          )
        }
        try await second.execute("CREATE TABLE more AS SELECT 1 AS id")
        let found = try await RowEquality(between: first, and: second).differences
        #expect(
          found == [
            RowEquality.Difference(table: "public.\"T\"", onlyInFirst: 2, onlyInSecond: 1),
            RowEquality.Difference(table: "public.more", onlyInFirst: 0, onlyInSecond: 1),
          ]
        )
      }
    }
  }
}
