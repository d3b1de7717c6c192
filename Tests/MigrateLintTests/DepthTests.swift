import MigrateLint
import PostgresSyntax
import Testing

/// A tree of any depth must not overflow the stack.
@Suite struct DepthTests {
  @Test(arguments: [
    "SELECT 1" + String(repeating: "+1", count: 20_000) + ";",
    "SELECT 1" + String(repeating: "+1", count: 190) + ";",
    "DO $$ " + String(repeating: "BEGIN ", count: 1_000) + String(repeating: "END; ", count: 1_000)
      + "$$;",
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
      + String(repeating: "IF true THEN ", count: 1_000) + "NULL; "
      + String(repeating: "END IF; ", count: 1_000) + "END $$;",
  ])
  func `what is nested too deeply is not walked`(text: String) throws {
    let source = LintSource(path: "a.sql", bytes: Array(text.utf8))
    let findings = Linter(parser: try Parser.load()).lint([source])
    #expect(findings.allSatisfy { $0.severity != .error })
  }
}
