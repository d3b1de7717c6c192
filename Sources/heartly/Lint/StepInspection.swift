import Migrate
import MigrateLint
import Postgres
import PostgresSyntax

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What `heartly migrate up` asks of the analyser before anything runs: whether a file that is about
/// to run will fail.
///
/// The files are replayed from nothing, or from the project's baseline, which needs no server. Only
/// what seems to fail then is asked of the live catalog as well: the database may hold what no file
/// made. Without PostgreSQL's parser nothing is judged.
struct StepInspection {
  let directory: String
  let target: ConnectionTarget

  /// - Throws: ``Refused`` with what was found.
  func check(_ steps: [Plan.Step]) async throws {
    let paths = Set(steps.filter { $0.direction == .up }.map(\.migration.up.source.name))
    guard !paths.isEmpty, let parser = try? Parser.load() else { return }
    let input = try LintInput(paths: [directory])
    guard !Self.failures(input, parser, in: paths).isEmpty else { return }
    let known = try await known(input, paths)
    let findings = known.map { Self.failures($0, parser, in: paths) } ?? []
    guard findings.isEmpty else { throw Refused(findings: findings) }
  }

  /// Whether the files by themselves say that one of these will fail. No database is asked.
  func findsFailures(in steps: [Plan.Step]) throws -> Bool {
    let paths = Set(steps.filter { $0.direction == .up }.map(\.migration.up.source.name))
    guard !paths.isEmpty, let parser = try? Parser.load() else { return false }
    return try !Self.failures(LintInput(paths: [directory]), parser, in: paths).isEmpty
  }

  private static func failures(
    _ input: LintInput,
    _ parser: Parser,
    in paths: Set<String>
  ) -> [Finding] {
    input.findings(parser).filter { finding in
      isFailure(finding) && paths.contains(finding.place.file)
    }
  }

  /// Whether findings are among them for which `up` refuses to run.
  static func fails(_ findings: [Finding]) -> Bool { findings.contains(where: isFailure) }

  private static func isFailure(_ finding: Finding) -> Bool {
    finding.severity == .error && finding.rule.willFail
  }

  /// What is known for certain: all files where the database is empty, else those that are about to
  /// run, on top of what it holds. Nil where that cannot be read, as without a `pg_dump` of the
  /// server's version or while another session holds a table: then PostgreSQL itself is to judge.
  func known(_ input: LintInput, _ paths: Set<String>) async throws -> LintInput? {
    let connection = try await MigrateOptions.session(on: target)
    defer { connection.close() }
    // Whatever stands in a schema depends on it.
    let isEmpty = try await connection.query(
      """
      SELECT NOT EXISTS (
          SELECT FROM pg_catalog.pg_namespace AS n
          LEFT JOIN pg_catalog.pg_depend AS d
            ON d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = n.oid
          WHERE n.nspname NOT LIKE 'pg\\_%'
            AND n.nspname NOT IN ('information_schema', 'heartly_migration')
            AND (n.nspname <> 'public' OR d.objid IS NOT NULL))
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql')
      """
    ).only().decode(0, as: Bool.self)
    let searchPath = try await connection.query("SELECT unnest(current_schemas(false))::text")
      .map { try $0.decode(0, as: String.self) }
    var known = input
    known.configuration.searchPath = searchPath
    if isEmpty { return known }
    let version = connection.serverVersion
    do {
      let dump = try await SchemaDump(of: target, serverVersion: version, lockWait: .seconds(1))
      known.sources =
        [LintSource(path: "the database", bytes: Array(dump.text.utf8), role: .baseline)]
        + input.sources.filter {
          ($0.role == .up || $0.role == .repeatable) && paths.contains($0.path)
        }
      return known
    } catch is Failure {
      return nil
    }
  }

  /// Files that will fail.
  struct Refused: Error, CustomStringConvertible {
    let findings: [Finding]

    var description: String {
      "PostgreSQL would refuse this:\n" + findings.map(FindingReport.text).joined(separator: "\n")
        + "\nNothing was run. `--no-lint` runs it all the same."
    }
  }
}
