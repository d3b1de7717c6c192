import MigrateLint
import Testing

@Suite struct IgnoreTests {
  @Test func `an ignore with a reason silences its statement and no other`() throws {
    let found = try lint(
      (
        .up,
        """
        -- heartly:ignore nothing-to-drop other databases have it
        DROP TABLE IF EXISTS a;
        DROP TABLE IF EXISTS b; -- heartly:ignore nothing-to-drop stands behind, and counts for the next
        DROP TABLE IF EXISTS c;
        """
      )
    )
    #expect(found == ["1.sql:3:22 warning nothing-to-drop"])
  }

  @Test func `an ignore for the file counts everywhere in it`() throws {
    let found = try lint(
      (
        .up,
        """
        -- heartly:ignore-file nothing-to-drop,unknown-table made by another tool
        DROP TABLE IF EXISTS a;
        SELECT 1 FROM b;
        """
      ),
      (.up, "SELECT 1 FROM b;")
    )
    #expect(found == ["2.sql:1:15 error unknown-table"])
  }

  @Test func `an ignore that is no use or not right is told`() throws {
    let found = try lint(
      (
        .up,
        """
        -- heartly:ignore nothing-to-drop
        DROP TABLE IF EXISTS a;
        -- heartly:ignore nothing-to-dorp a reason
        SELECT 1;
        -- heartly:ignore unknown-table a reason
        SELECT 2;
        -- heartly:ignore
        SELECT 3;
        """
      )
    )
    #expect(
      found == [
        "1.sql:1:1 warning invalid-ignore", "1.sql:2:22 warning nothing-to-drop",
        "1.sql:3:1 warning invalid-ignore", "1.sql:5:1 warning unused-ignore",
        "1.sql:7:1 warning invalid-ignore",
      ]
    )
  }

  @Test func `levels change what counts, but never what PostgreSQL refuses`() throws {
    var configuration = LintConfiguration.withoutRisks
    for (rule, level) in [
      (Rule.nothingToDrop, LintConfiguration.Level.off), (.redundantIndex, .error),
      (.unknownTable, .off),
    ] { configuration.levels[rule] = level }
    let found = try lint(
      (
        .up,
        """
        CREATE TABLE t (id int);
        CREATE INDEX i ON t (id);
        CREATE INDEX j ON t (id);
        DROP TABLE IF EXISTS a;
        DROP TABLE b;
        """
      ),
      configuration: configuration
    )
    #expect(found == ["1.sql:3:14 error redundant-index", "1.sql:5:12 error unknown-table"])
  }

  @Test func `migrations before the first to judge are replayed only`() throws {
    var configuration = LintConfiguration.withoutRisks
    configuration.firstVersion = "2"
    let found = try lint(
      (.up, "CREATE TABLE t (id int); DROP TABLE IF EXISTS a;"),
      (.up, "CREATE INDEX ON t (id); DROP TABLE IF EXISTS a;"),
      configuration: configuration
    )
    #expect(found == ["2.sql:1:46 warning nothing-to-drop"])
  }
}
