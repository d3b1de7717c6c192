import MigrateLint
import PostgresSyntax
import Testing

@Suite struct HistoricTests {
  @Test func `all mistakes of a file are found in one run, each at its place`() throws {
    let found = try lint(
      (
        .up,
        """
        CREATE TABLE client (
          id uuid PRIMARY KEY,
          "firstName" text NOT NULL,
          "lastName" text NOT NULL,
          "birthDate" date NOT NULL,
          CONSTRAINT "CHK_birth" CHECK (birthDate >= '1900-01-01')
        );
        CREATE INDEX "IDX_name" ON client (lower(firstName || lastName));
        CREATE INDEX "IDX_deleted" ON client ("isDeleted");
        CREATE INDEX "IDX_last" ON client ("lastName");
        CREATE UNIQUE INDEX "IDX_last" ON client ("firstName");
        DROP INDEX "IDX_lst";
        """
      )
    )
    #expect(
      found == [
        "1.sql:6:33 error unquoted-identifier → \"birthDate\"",
        "1.sql:8:42 error unquoted-identifier → \"firstName\"",
        "1.sql:8:55 error unquoted-identifier → \"lastName\"",
        "1.sql:9:39 error unknown-column",
        "1.sql:11:21 error name-taken",
        "1.sql:12:12 error unknown-index → \"IDX_last\"",
      ]
    )
  }

  @Test func `a guarded CREATE TABLE that a baseline hides is told, with what the index misses`()
    throws
  {
    let found = try lint(
      (.baseline, "CREATE TABLE public.client (id uuid PRIMARY KEY);"),
      (
        .up,
        """
        CREATE TABLE IF NOT EXISTS client (id uuid PRIMARY KEY, "isDeleted" boolean);
        CREATE INDEX ON client ("isDeleted");
        """
      )
    )
    #expect(found == ["2.sql:1:28 warning hidden-drift", "2.sql:2:25 error unknown-column"])
  }

  @Test func `a trigger's body that names no column of its table is told where it stands`() throws {
    let found = try lint(
      (
        .up,
        """
        CREATE TABLE visit (id uuid PRIMARY KEY, "clientId" uuid);
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.facilityId := OLD."clientId";
          RETURN NEW;
        END $$;
        CREATE TRIGGER t BEFORE UPDATE ON visit FOR EACH ROW EXECUTE FUNCTION f();
        """
      )
    )
    #expect(found == ["1.sql:4:7 error unknown-column"])
  }

  @Test func `a mistake of grammar does not hide the rest of the file`() throws {
    let found = try lint(
      (.up, "CREATE TABLE a (id int);\nCREATE TABEL b (id int);\nSELECT nme FROM a;\n")
    )
    #expect(found == ["1.sql:2:8 error syntax-error", "1.sql:3:8 error unknown-column"])
  }

  @Test func `after a DO block a missing name is a warning`() throws {
    let found = try lint(
      (.up, "DO $$ BEGIN EXECUTE current_user; END $$;\nSELECT id FROM a;\n")
    )
    #expect(found == ["1.sql:1:1 note not-analysed", "1.sql:2:16 warning unknown-table"])
  }
}
