import Postgres

/// Where a database's policies, forced row security, triggers and grants are not those of
/// `db/schema.sql`, which is what the migrations amount to.
struct IsolationDrift {
  /// Each a statement that is missing or one too many.
  let lines: [String]

  /// Compares with the file beside the directory of migrations.
  init(of target: ConnectionTarget, on connection: Connection, beside directory: String)
    async throws
  {
    let path = "\(directory)/../schema.sql"
    let expected: String
    do {
      expected = String(decoding: try Platform.content(of: path), as: UTF8.self)
    } catch {
      throw Failure(message: "error: \(path) cannot be read; `heartly migrate dump` writes it")
    }
    let role: String = try await connection.query("SELECT current_user").only().decode(0)
    let dump = try await SchemaDump(
      of: target,
      serverVersion: connection.serverVersion,
      keepingOwnersBut: role,
      lockWait: .seconds(10)
    )
    let wanted = Self.guards(in: expected)
    let found = Self.guards(in: dump.text)
    lines =
      wanted.subtracting(found).sorted().map { "missing: \($0)" }
      + found.subtracting(wanted).sorted().map { "not of the migrations: \($0)" }
  }

  /// The statements of a dump that keep tenants apart, but those of the audit logs' months: which of
  /// these there are depends on the day.
  static func guards(in dump: String) -> Set<String> {
    var statements: Set<String> = []
    var open: String?
    for line in dump.split(separator: "\n") {
      if let started = open {
        open = started + " " + line
      } else if Self.beginnings.contains(where: line.hasPrefix) {
        open = String(line)
      }
      guard let statement = open, line.hasSuffix(";") else { continue }
      open = nil
      guard isGuard(statement), statement.firstMatch(of: /_log_\d{4}_\d{2}\b/) == nil else {
        continue
      }
      statements.insert(statement)
    }
    return statements
  }

  private static let beginnings = [
    "CREATE POLICY ", "CREATE TRIGGER ", "CREATE CONSTRAINT TRIGGER ", "ALTER TABLE ", "GRANT ",
    "REVOKE ",
  ]

  private static func isGuard(_ statement: String) -> Bool {
    guard statement.hasPrefix("ALTER TABLE ") else { return true }
    return statement.contains("ROW LEVEL SECURITY") || statement.contains(" TRIGGER ")
  }
}
