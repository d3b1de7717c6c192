import MigrateLint
import Testing

@testable import MigrateExact

@Suite struct ExactFindingTests {
  private func summaries(_ files: (LintSource.Role, String)...) async throws -> [String] {
    try await judge(files).findings.map(\.summary)
  }

  @Test func `all mistakes of a file are found in one run, each at its place`() async throws {
    let found = try await summaries(
      (
        .up,
        """
        CREATE TABLE client (
          id uuid PRIMARY KEY,
          "firstName" text NOT NULL,
          "birthDate" date NOT NULL,
          CONSTRAINT "CHK_birth" CHECK ("birthDate" >= '1900-01-01')
        );
        CREATE INDEX "IDX_name" ON client (lower(firstName));
        CREATE INDEX "IDX_deleted" ON client ("isDeleted");
        CREATE INDEX "IDX_first" ON client ("firstName");
        CREATE UNIQUE INDEX
          "IDX_first" ON client ("firstName");
        DROP INDEX "IDX_lst";
        DROP TABLE nothing;
        SELECT 'x'::nothing;
        ALTER TABLE client DROP CONSTRAINT nothing;
        SELEKT 1;
        SELECT unknown_function();
        CREATE TABLE nowhere.t ();
        INSERT INTO client (id) VALUES ('no uuid');
        """
      )
    )
    #expect(
      found == [
        "1.sql:7:42 error unquoted-identifier → \"firstName\"",
        "1.sql:8:39 error unknown-column",
        "1.sql:11:3 error name-taken",
        "1.sql:12:12 error unknown-index",
        "1.sql:13:12 error unknown-table",
        "1.sql:14:13 error unknown-type",
        "1.sql:15:36 error unknown-constraint",
        "1.sql:16:1 error syntax-error",
        "1.sql:17:8 error unknown-function",
        "1.sql:18:14 error unknown-schema",
        "1.sql:19:33 error type-mismatch",
      ]
    )
  }

  @Test func `foreign keys and drops are told by the rules of their own`() async throws {
    let found = try await summaries(
      (
        .up,
        """
        CREATE TABLE a (id integer PRIMARY KEY, name text);
        CREATE TABLE b (a integer REFERENCES a, n text);
        ALTER TABLE b ADD FOREIGN KEY (n) REFERENCES a (name);
        ALTER TABLE b ADD FOREIGN KEY (n) REFERENCES a (id);
        DROP TABLE a;
        """
      )
    )
    #expect(
      found == [
        "1.sql:3:46 error foreign-key-target", "1.sql:4:1 error foreign-key-type",
        "1.sql:5:12 error still-needed",
      ]
    )
  }

  @Test func `what a refused CREATE would have made is not missed again`() async throws {
    let found = try await summaries(
      (.up, "CREATE TABLE a (id nothing);\nCREATE INDEX ON a (id);\nSELECT 1 FROM b;\n"),
      (.up, "ALTER TABLE a ADD c integer;\n")
    )
    #expect(found == ["1.sql:1:20 error unknown-type", "1.sql:3:15 error unknown-table"])
  }

  @Test func `the message has the server's code and words, and never its detail`() async throws {
    let report = try await judge(
      (
        .up,
        """
        CREATE TABLE a (id integer UNIQUE);
        INSERT INTO a VALUES (4711);
        INSERT INTO a VALUES (4711);
        """
      )
    )
    #expect(
      report.findings.map(\.message) == [
        "23505: duplicate key value violates unique constraint \"a_id_key\""
      ]
    )
  }

  @Test func `a baseline is not judged, roles that it misses are made, and psql's lines skipped`()
    async throws
  {
    let found = try await summaries(
      (
        .baseline,
        """
        \\restrict token
        CREATE TABLE public.client (id uuid PRIMARY KEY);
        GRANT SELECT ON public.client TO heartly_exact_reader, heartly_exact_writer;
        GRANT SELECT ON public.client TO pg_heartly_reserved;
        \\unrestrict token
        """
      ),
      (
        .up,
        """
        CREATE TABLE IF NOT EXISTS client (id uuid PRIMARY KEY, "isDeleted" boolean);
        CREATE INDEX ON client ("isDeleted");
        """
      )
    )
    #expect(
      found == ["1.sql:4:34 note not-analysed", "2.sql:2:25 warning unknown-column"]
    )
    _ = try await judge(
      (.up, "DROP ROLE IF EXISTS heartly_exact_reader, heartly_exact_writer;")
    )
  }

  @Test func `what this server lacks makes notes, and warnings of what follows`() async throws {
    let found = try await summaries(
      (
        .baseline,
        """
        CREATE EXTENSION no_such_extension;
        CREATE TABLE place (at no_such_type);
        """
      ),
      (.up, "CREATE INDEX ON place (at);\nCREATE TABLE b (at no_such_type);\n")
    )
    #expect(
      found == [
        "1.sql:1:18 note not-analysed", "1.sql:2:24 note not-analysed",
        "2.sql:2:20 warning unknown-type",
      ]
    )
  }

  @Test func `transactions of the file's own, and statements outside of one, run as they stand`()
    async throws
  {
    let found = try await summaries(
      (
        .up,
        """
        BEGIN;
        CREATE TABLE a (id integer);
        COMMIT;
        BEGIN;
        CREATE TABLE b (id integer);
        ROLLBACK;
        SELECT 1 FROM b;
        BEGIN;
        SAVEPOINT s;
        CREATE TABLE c (id integer);
        ROLLBACK TO s;
        SELECT 1 FROM c;
        REINDEX TABLE CONCURRENTLY a;
        END;
        CREATE INDEX CONCURRENTLY ON a (id);
        VACUUM b;
        VACUUM a;
        """
      )
    )
    #expect(
      found == [
        "1.sql:7:15 error unknown-table", "1.sql:12:15 error unknown-table",
        "1.sql:13:1 error server-error", "1.sql:16:8 error unknown-table",
      ]
    )
  }
}
