import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `heartly migrate explain`, which needs no database.
@Suite(.timeLimit(.minutes(1))) struct ExplainTests {
  private func explain(_ arguments: String..., in files: MigrationFixture) async throws
    -> Program.Ended
  {
    try await Program(
      arguments: ["migrate", "explain"] + arguments + ["--directory", files.path.string]
    ).run()
  }

  private func fixture() throws -> MigrationFixture {
    let files = try MigrationFixture()
    try files.write(
      1,
      up: "CREATE TABLE client (id integer PRIMARY KEY, age integer);\n",
      down: "DROP TABLE client;\n"
    )
    try files.write(
      2,
      up: """
        -- Lock: told below.
        ALTER TABLE client
          ALTER COLUMN age TYPE bigint;
        CREATE TABLE visit (id integer, "clientId" integer REFERENCES client (id));
        CREATE INDEX ON visit ("clientIdd");

        """
    )
    return files
  }

  @Test func `each statement is told with its line, its locks, its work and its changes`()
    async throws
  {
    let files = try fixture()
    let ended = try await explain("2", in: files)
    #expect(ended.status == .exited(0), "\(ended.error)")
    let path = "\(files.path)/2-Step.up.sql"
    #expect(
      ended.output == """
        \(path):2: ALTER TABLE client
          changes the type of client.age to bigint
          client: ACCESS EXCLUSIVE, every row is written anew, indexes are built anew
          warning: the change of age to bigint writes every row of client anew, with all indexes, \
        under ACCESS EXCLUSIVE [type-change]
        \(path):4: CREATE TABLE visit (id integer, "clientId" integer REFERENCES client (id));
          makes table visit
          client: SHARE ROW EXCLUSIVE
        \(path):5: CREATE INDEX ON visit ("clientIdd");
          error: table visit has no column "clientIdd" [unknown-column]
        Step2: 3 statements

        """
    )
  }

  private struct Document: Decodable {
    struct Statement: Decodable {
      struct Relation: Decodable {
        var relation: String
        var lock: String
        var work: String
        var rebuildsIndexes: Bool
      }
      var line: Int
      var changes: [String]
      var relations: [Relation]
    }
    var version: Int64?
    var statements: [Statement]?
    var error: String?
  }

  @Test func `JSON tells the same, and an unknown version is an error in it`() async throws {
    let files = try fixture()
    func document(_ version: String, status: TerminationStatus) async throws -> Document {
      let ended = try await explain(version, "--format", "json", in: files)
      #expect(ended.status == status, "\(ended.error)")
      return try JSONDecoder().decode(Document.self, from: Data(ended.output.utf8))
    }
    let told = try await document("2", status: .exited(0))
    #expect(told.version == 2)
    #expect(told.statements?.map(\.line) == [2, 4, 5])
    let first = try #require(told.statements?.first?.relations.first)
    #expect(first.relation == "client" && first.lock == "ACCESS EXCLUSIVE")
    #expect(first.work == "rewrite" && first.rebuildsIndexes)
    let unknown = try await document("3", status: .exited(1))
    #expect(unknown.error == "\(files.path) holds no migration 3")
  }

  @Test func `what is no version cannot be understood`() async throws {
    let files = try fixture()
    #expect(try await explain("two", in: files).status == .exited(2))
    #expect(try await explain(in: files).status == .exited(2))
    let unknown = try await explain("3", in: files)
    #expect(unknown.status == .exited(1))
    #expect(unknown.error == "error: \(files.path) holds no migration 3\n")
  }
}
