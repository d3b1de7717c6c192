public import Postgres

/// A running server on which databases are made to run migrations in.
public struct ScratchServer: Sendable {
  /// A database of it that is there already, and the role that runs everything.
  public let target: ConnectionTarget
  /// Whether the whole server goes with the run, and with it what belongs to no database, such as
  /// roles.
  public let isOwn: Bool

  /// Runs the body with an empty database of its own, which is dropped afterwards whatever it does.
  public func withDatabase<Value>(
    _ body: (ConnectionTarget) async throws -> Value
  ) async throws -> Value {
    try await withDatabase(from: "template0", body)
  }

  /// The same with a copy of a database that has no session.
  public func withCopy<Value>(
    of source: ConnectionTarget,
    _ body: (ConnectionTarget) async throws -> Value
  ) async throws -> Value {
    let connection = try await Self.connect(to: source)
    let name: String
    do {
      defer { connection.close() }
      name = try await connection.query("SELECT pg_catalog.current_database()").only().decode(0)
    }
    return try await withDatabase(from: name.quotedIdentifier, body)
  }

  private func withDatabase<Value>(
    from template: String,
    _ body: (ConnectionTarget) async throws -> Value
  ) async throws -> Value {
    let name = "heartly_exact_" + String(UInt64.random(in: 0 ... .max), radix: 16)
    try await administer("CREATE DATABASE \(name) TEMPLATE \(template)")
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await body(target.database(name)))
    } catch {
      outcome = .failure(error)
    }
    // A task of its own: in a cancelled one, nothing could be sent any more.
    let dropping = Task { try await administer("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
    _ = await dropping.result
    return try outcome.get()
  }

  /// Makes a role of a name, unless there is one, which then becomes a superuser if that is asked for.
  /// Only for a server of one's own, which goes.
  public func makeRole(_ name: String, isSuperuser: Bool = false) async throws {
    precondition(isOwn, "A role would stay on a server that is not the run's own.")
    let verb = try await hasRole(name) ? "ALTER" : "CREATE"
    guard verb == "CREATE" || isSuperuser else { return }
    let right = isSuperuser ? " SUPERUSER" : ""
    try await administer("\(verb) ROLE \(name.quotedIdentifier)\(right)")
  }

  /// Whether it has a role of a name.
  public func hasRole(_ name: String) async throws -> Bool {
    let connection = try await Self.connect(to: target)
    defer { connection.close() }
    return try await connection.query(
      "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = \(name))"
    ).only().decode(0)
  }

  /// Opens a session for statements that each run once.
  public static func connect(
    to target: ConnectionTarget
  ) async throws(PostgresError) -> sending Connection {
    var options = ConnectionOptions()
    options.statements = .unnamed
    options.applicationName = "heartly exact"
    return try await Connection.connect(to: target, options: options)
  }

  private func administer(_ statement: String) async throws {
    let connection = try await Self.connect(to: target)
    defer { connection.close() }
    try await connection.execute(SQLScript(text: statement))
  }
}

extension ServerError {
  /// The role whose absence a statement was refused for. A dump and a directory of migrations hold no
  /// roles, so that its absence from a server of one's own says nothing.
  ///
  /// Read from the message, which is English where `lc_messages` is `C`; the server sends the name in
  /// no field of its own.
  public var missingRole: String? {
    guard message.hasPrefix("role \""), message.hasSuffix("\" does not exist") else { return nil }
    return String(message.dropFirst(6).dropLast(16))
  }
}

extension String {
  /// As an identifier in quotes.
  var quotedIdentifier: String {
    "\"" + flatMap { $0 == "\"" ? "\"\"" : "\($0)" } + "\""
  }
}
