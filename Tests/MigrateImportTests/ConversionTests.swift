import Migrate
import Testing

@testable import MigrateImport

@Suite struct ConversionTests {
  private func pairs(
    _ format: SourceFormat,
    _ files: (String, String)...
  ) throws -> [Conversion.Pair] {
    try conversion(format, files).pairs
  }

  private func conversion(
    _ format: SourceFormat,
    _ files: [(String, String)]
  ) throws -> Conversion {
    try Conversion(format, files: files.map { SourceFile(path: $0.0, text: $0.1) })
  }

  private func problems(_ format: SourceFormat, _ files: (String, String)...) -> [String] {
    do {
      _ = try conversion(format, files)
      return []
    } catch let error as ConversionError {
      return error.problems.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `dbmate's blocks become the halves, and its option a directive`() throws {
    let pair = try #require(
      try pairs(
        .dbmate,
        (
          "db/20250803200700_create_book.sql",
          """
          -- of the author
          -- migrate:up transaction:false

          CREATE INDEX CONCURRENTLY book_title ON book (title);

          -- migrate:down
          DROP INDEX book_title;
          """
        )
      ).first
    )
    #expect(pair.up.description == "20250803200700_create_book.up.sql")
    #expect(
      pair.upText
        == "-- heartly:no-transaction\nCREATE INDEX CONCURRENTLY book_title ON book (title);\n"
    )
    #expect(pair.downText == "DROP INDEX book_title;\n")
  }

  @Test func `golang-migrate's numbers stay, and its own transaction goes`() throws {
    let pair = try #require(
      try pairs(
        .golangMigrate,
        ("000002_create-book.up.sql", "BEGIN;\n\nCREATE TABLE book (id int);\n\nCOMMIT;\n"),
        ("000002_create-book.down.sql", "DROP TABLE book;\n")
      ).first
    )
    #expect(pair.up.description == "2_create_book.up.sql")
    #expect(pair.upText == "CREATE TABLE book (id int);\n")
  }

  @Test func `Flyway's dots become a number that other versions do not change`() throws {
    let conversion = try conversion(
      .flyway,
      [
        ("V1__create_author.sql", "CREATE TABLE author (id int);"),
        ("sub/V1_2__create_book.sql", "CREATE TABLE book (id int);"),
        ("sub/V1_2__create_book.sql.conf", "executeInTransaction=false\n"),
        ("U1.2__create_book.sql", "DROP TABLE book;"), ("R__views.sql", "SELECT 1;"),
        ("B1__baseline.sql", "CREATE TABLE author (id int);"),
      ]
    )
    #expect(
      conversion.pairs.map(\.up.description)
        == ["1000000_create_author.up.sql", "1002000_create_book.up.sql"]
    )
    #expect(
      conversion.pairs[0].downText
        == "-- heartly:irreversible its Flyway migration takes nothing back\n"
    )
    #expect(conversion.pairs[1].upText.hasPrefix("-- heartly:no-transaction\n"))
    #expect(conversion.pairs[1].downText == "DROP TABLE book;\n")
    #expect(conversion.map.text == "1 1000000\n1.2 1002000\n")
    #expect(conversion.repeatables.map(\.name) == ["views"])
    #expect(conversion.notes == ["B1__baseline.sql stands for others, and is passed over"])
  }

  @Test func `goose's annotations go, and statements stay whole`() throws {
    let pair = try #require(
      try pairs(
        .goose,
        (
          "00001_f.sql",
          """
          -- +goose NO TRANSACTION
          -- +goose Up
          -- +goose StatementBegin
          CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
          -- +goose StatementEnd

          -- +goose Down
          DROP FUNCTION f();
          """
        )
      ).first
    )
    #expect(
      pair.upText
        == "-- heartly:no-transaction\n"
        + "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;\n"
    )
  }

  @Test func `sqlx has one file or two`() throws {
    let pairs = try pairs(
      .sqlx,
      ("1_a.sql", "-- no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a);"),
      ("2_b.up.sql", "CREATE TABLE b (id int);"),
      ("2_b.down.sql", "DROP TABLE b;")
    )
    #expect(pairs.map(\.up.description) == ["1_a.up.sql", "2_b.up.sql"])
    #expect(pairs[0].upText.hasPrefix("-- heartly:no-transaction\n-- no-transaction\n"))
    #expect(pairs[1].downText == "DROP TABLE b;\n")
  }

  @Test func `TypeORM's calls become statements`() throws {
    let pair = try #require(
      try pairs(
        .typeorm,
        (
          "1754250020000-CreateAuthor.ts",
          #"""
          import { MigrationInterface, QueryRunner } from "typeorm";

          /* the class */
          export class CreateAuthor1754250020000 implements MigrationInterface {
            name = 'CreateAuthor1754250020000'

            public async up(queryRunner: QueryRunner): Promise<void> {
              // one
              await queryRunner.query(`
                CREATE TABLE "author" ("id" int, "o\`k" text)
              `);
              await queryRunner.query("COMMENT ON TABLE author IS 'it''s' " + '-- \u0041');
            }

            public async down(queryRunner: QueryRunner): Promise<void> {
              await queryRunner.query(`DROP TABLE "author"`)
            }
          }
          """#
        )
      ).first
    )
    #expect(pair.up.description == "1754250020000-CreateAuthor.up.sql")
    #expect(
      pair.upText
        == """
        CREATE TABLE "author" ("id" int, "o`k" text);

        COMMENT ON TABLE author IS 'it''s' -- A
        ;

        """
    )
    #expect(pair.downText == "DROP TABLE \"author\";\n")
  }

  @Test func `TypeORM's compiled classes are read too`() throws {
    let pair = try #require(
      try pairs(
        .typeorm,
        (
          "a.js",
          """
          class X { constructor() { this.name = 'AddPen1754250022000'; this.transaction = 1; }
            async up(q) { return q.query("CREATE TABLE pen (id int)"); }
            async down(q) {} }
          exports.X = X;
          """
        )
      ).first
    )
    #expect(pair.up.description == "1754250022000-AddPen.up.sql")
    #expect(
      pair.downText == "-- heartly:irreversible its TypeORM migration takes nothing back\n"
    )
  }

  @Test func `what is no plain SQL is named with its file and line`() {
    let found = problems(
      .typeorm,
      (
        "m/a.ts",
        """
        export class A1754250020000 implements MigrationInterface {
          async up(queryRunner: QueryRunner): Promise<void> {
            await queryRunner.createTable(new Table({ name: "a" }), true);
            await queryRunner.query(`DROP TABLE ${name}`);
            await queryRunner.query("UPDATE a SET b = $1", [1]);
            for (const t of tables) { await queryRunner.query(t); }
            await queryRunner.query(`SELECT 1`);
          }
          async down(queryRunner: QueryRunner): Promise<void> {
            await queryRunner.query(`BEGIN`);
          }
        }
        """
      )
    )
    #expect(found.count == 5)
    #expect(found[0].hasPrefix("m/a.ts:3: queryRunner.createTable is no plain SQL"))
    #expect(found[1].hasPrefix("m/a.ts:4: the SQL depends on ${…}"))
    #expect(found[2].hasPrefix("m/a.ts:5: not queryRunner.query of one literal alone"))
    #expect(found[3].hasPrefix("m/a.ts:6: "))
    #expect(found[4].hasPrefix("m/a.ts:10: BEGIN is refused"))
  }

  @Test(arguments: [
    (
      SourceFormat.dbmate, "1_a.sql", "SELECT 1;\n-- migrate:up\nSELECT 1;",
      "1_a.sql:1: a statement"
    ),
    (.dbmate, "1_a.sql", "SELECT 1;", "1_a.sql:1: a statement before"),
    (.dbmate, "1_a.sql", "-- migrate:up\n\n-- migrate:down\n", "there is no SQL statement"),
    (.golangMigrate, "a.up.sql", "SELECT 1;", "a.up.sql: not a name like"),
    (.golangMigrate, "1_a.down.sql", "SELECT 1;", "takes back what no file makes"),
    (.golangMigrate, "0_a.up.sql", "SELECT 1;", "version 0 is the state"),
    (
      .golangMigrate, "1_a.up.sql", "SELECT 1;\nBEGIN;\nSELECT 2;\n",
      "1_a.up.sql:2: BEGIN is refused"
    ),
    (.flyway, "V1__a.sql", "SELECT\n${schema}.a;", "V1__a.sql:2: a template's placeholder"),
    (.flyway, "V1__a.java", "class V1__a {}", "V1__a.java: a migration that is no SQL"),
    (.flyway, "afterMigrate.sql", "SELECT 1;", "a callback has no counterpart"),
    (.flyway, "V1.2.3.4__a.sql", "SELECT 1;", "more than three parts"),
    (.goose, "1_a.sql", "-- +goose Up\n-- +goose ENVSUBST ON\nSELECT 1;", "1_a.sql:2: "),
    (.goose, "1_a.go", "package a", "1_a.go: a migration in Go"),
    (.sqlx, "a.sql", "SELECT 1;", "a.sql: not a name like"),
    (
      .typeorm, "a.ts", "class A { up(q) { q.query(`SELECT 1`) } }", "a.ts:1: the name of the class"
    ),
    (.sqlx, "1_a.sql", "SELECT 1;\n\\d x", "1_a.sql:2: a backslash"),
  ])
  func `it is refused at its place`(
    format: SourceFormat,
    file: String,
    text: String,
    expected: String
  ) {
    let found = problems(format, (file, text))
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test func `two files of one version are refused`() {
    #expect(
      problems(.sqlx, ("1_a.sql", "SELECT 1;"), ("01_b.sql", "SELECT 2;"))
        == ["1_a.sql: version 1 is 01_b.sql's already"]
    )
  }

  @Test func `a directory without migrations is refused`() {
    #expect(problems(.dbmate) == ["the source: holds no migration of dbmate"])
  }
}
