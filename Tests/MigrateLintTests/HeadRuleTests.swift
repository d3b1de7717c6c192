import Foundation
import PostgresSyntax
import Testing

@testable import MigrateLint

@Suite struct HeadRuleTests {
  private func findings(
    _ files: (LintSource.Role, String)...,
    configure: (inout LintConfiguration) -> Void = { _ in }
  ) throws -> [String] {
    var configuration = LintConfiguration.withoutRisks
    configure(&configuration)
    let sources = files.enumerated().map { index, file in
      LintSource(path: "\(index + 1).sql", bytes: Array(file.1.utf8), role: file.0)
    }
    return Linter(parser: try Parser.load(), configuration: configuration).lint(sources).map {
      "\($0.place.file):\($0.place.line) \($0.severity) \($0.rule.rawValue)"
    }
  }

  @Test func `house rules are silent unless they are asked for`() throws {
    let found = try findings((.up, "CREATE TABLE Visit (day timestamp);"))
    #expect(found.isEmpty)
  }

  @Test func `what a baseline made is not judged, what a migration makes of it is`() throws {
    let found = try findings(
      (.baseline, "CREATE TABLE public.visit (a int, b int); CREATE INDEX i ON public.visit (a);"),
      (.up, "CREATE INDEX IF NOT EXISTS \"IDX_visit_a_b\" ON visit (a, b);")
    ) { $0.appliesHouseRules = true }
    #expect(found == ["2.sql:1 warning redundant-index"])
  }

  @Test func `what a later migration mends is not reported`() throws {
    let found = try findings(
      (.up, "CREATE TABLE IF NOT EXISTS visit (a int NOT NULL);"),
      (.up, "ALTER TABLE visit ADD CONSTRAINT \"PK_visit\" PRIMARY KEY (a);")
    ) { $0.appliesHouseRules = true }
    #expect(found.isEmpty)
  }

  @Test func `after statements whose effects are not known, what is missing is a note`() throws {
    let found = try findings(
      (.up, "CREATE TABLE IF NOT EXISTS visit (a int);\nDO $$ BEGIN EXECUTE current_user; END $$;")
    ) { $0.appliesHouseRules = true }
    #expect(found == ["1.sql:1 note missing-primary-key", "1.sql:2 note not-analysed"])
  }

  @Test func `an index of another migration may serve any query`() throws {
    let found = try findings(
      (
        .up,
        "CREATE TABLE IF NOT EXISTS visit (a int, b int, CONSTRAINT \"PK_visit\" PRIMARY KEY (a));"
      ),
      (.up, "CREATE INDEX IF NOT EXISTS \"IDX_visit_b\" ON visit (b);")
    ) { $0.appliesHouseRules = true }
    #expect(found.isEmpty)
  }

  @Test func `a guarded table is noted once, where later files need its columns`() throws {
    let files: [(LintSource.Role, String)] = [
      (.up, "CREATE TABLE IF NOT EXISTS visit (a int, b int);\nCREATE INDEX i ON visit (a);"),
      (.up, "CREATE TABLE IF NOT EXISTS stay (c int);"),
      (.up, "CREATE INDEX j ON visit (b);\nUPDATE visit SET a = b;"),
    ]
    #expect(try findings(files[0], files[1], files[2]).isEmpty)
    let found = try findings(files[0], files[1], files[2]) { $0.warnsOfGuards = true }
    #expect(found == ["1.sql:1 note guarded-table"])
    let known = try findings((.baseline, ""), files[0], files[2]) { $0.warnsOfGuards = true }
    #expect(known.isEmpty)
  }

  @Test func `a table that is made anew elsewhere is the same table`() throws {
    let parser = try Parser.load()
    func catalog(_ path: String, _ text: String) -> Catalog {
      let source = LintSource(path: path, bytes: Array(text.utf8))
      var replay = Replay(catalog: Catalog(), source: source, parser: parser)
      replay.run()
      return replay.catalog
    }
    let definition = """
      CREATE TABLE a (b int PRIMARY KEY, CHECK (b > 0));
      CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
      """
    #expect(catalog("1.sql", definition) == catalog("2.sql", "SELECT 1; \(definition)"))
    #expect(catalog("1.sql", definition) != catalog("1.sql", "CREATE TABLE a (b int);"))
  }

  @Test func `the fix of a comparison with NULL is the test that was meant`() throws {
    let text = "CREATE TABLE a (b int CHECK (b <> NULL));"
    let source = LintSource(path: "1.sql", bytes: Array(text.utf8))
    let fix = try #require(Linter(parser: try Parser.load()).lint([source]).first?.fix)
    #expect(String(text.utf8.prefix(fix.range.lowerBound))?.hasSuffix("(b ") == true)
    #expect(fix.replacement == "IS NOT NULL")
    #expect(String(text.utf8.dropFirst(fix.range.upperBound)) == "));")
  }

  @Test func `the seven migrations hold the house rules but for what is still to come`() throws {
    var directory = URL(filePath: #filePath)
    for _ in 0..<3 { directory.deleteLastPathComponent() }
    directory.append(path: "db/migrations")
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".up.sql") }.sorted()
    let sources = try files.map { file in
      LintSource(path: file, bytes: Array(try Data(contentsOf: directory.appending(path: file))))
    }
    let parser = try Parser.load()
    #expect(Linter(parser: parser).lint(sources).isEmpty)
    var configuration = LintConfiguration.withoutRisks
    configuration.appliesHouseRules = true
    configuration.tenancy = .init(column: "tenantId", auditFunction: "audit_row")
    let found = Linter(parser: parser, configuration: configuration).lint(sources)
    let toCome: Set<Rule> = [.rowSecurityDisabled, .missingPolicy, .missingAuditTrigger]
    #expect(found.filter { !toCome.contains($0.rule) }.isEmpty)
  }
}
