import Migrate
import Postgres
import PostgresCluster
import Supervision

/// The database that is served, as its operator sees it.
struct ServedDatabase: Sendable {
  /// A role that may read all of the catalog: the owner's, the migrator's, a superuser's.
  var target: ConnectionTarget
  var options: DatabaseOptions
  var directory: String

  /// Chooses the database, starting the private one if there is no other, and says in the settings how
  /// the server itself connects: as `heartly_app`.
  static func choose(
    _ options: DatabaseOptions,
    directory: String,
    _ source: inout SettingsSource
  ) async throws -> ServedDatabase {
    if options.choice.isPrivate {
      let running = try await options.cluster.started()
      source.fill(
        "app-database-url",
        with: running.connectionString(user: SignInRole.app.rawValue)
      )
    }
    let target = try await options.target()
    let database = ServedDatabase(target: target, options: options, directory: directory)
    guard source.settings.appDatabaseURL.isEmpty else { return database }
    throw Failure(
      message:
        "error: say in HEARTLY_APP_DATABASE_URL how the server connects as heartly_app: what "
        + "may change the schema may not serve requests"
    )
  }

  /// Throws with what keeps the database from being served.
  func check() async throws {
    let connection = try await MigrateOptions.session(on: target)
    defer { connection.close() }
    try await checkMigrations(connection)
    let violations = try await isolationViolations(connection)
    guard violations.isEmpty else { throw Failure(message: Self.told(violations)) }
  }

  /// What keeps tenants apart no more; nil where all of it does.
  ///
  /// - Throws: Where it cannot be looked at, which says nothing of it: the database may be away.
  func breach() async throws -> String? {
    let connection = try await MigrateOptions.session(on: target)
    defer { connection.close() }
    let violations = try await isolationViolations(connection)
    return violations.isEmpty ? nil : Self.told(violations)
  }

  private static func told(_ violations: [String]) -> String {
    "error: the database does not keep tenants apart as the migrations make it:\n"
      + violations.map { "  \($0)\n" }.joined()
      + "`heartly prove isolation` shows all of it; nothing is served until it holds"
  }

  private func checkMigrations(_ connection: Connection) async throws {
    let found: Migrator.Examination
    do {
      found = try await MigrateOptions.migrator(in: directory).examine(connection)
    } catch {
      throw Failure(message: "error: \(error)")
    }
    guard found.status.isSound, found.problems.isEmpty else {
      throw Failure(
        message: "error: files and history of the migrations do not fit together; "
          + "`heartly migrate status` shows where"
      )
    }
    let pending = found.status.pending.count
    guard pending == 0 else {
      throw Failure(
        message: "error: \(pending) migration\(pending == 1 ? " is" : "s are") pending; "
          + "run `heartly migrate up`"
      )
    }
  }

  private func isolationViolations(_ connection: Connection) async throws -> [String] {
    do {
      let proof = try await IsolationProof.take(of: connection)
      let broken = proof.findings.flatMap { finding in
        finding.violations.map { "\(finding.claim): \($0)" }
      }
      return broken
        + (try await IsolationDrift(of: target, on: connection, beside: directory).lines)
    } catch let error as PostgresError {
      throw Failure(message: "error: the isolation cannot be looked at: \(error)")
    }
  }
}

extension DatabaseChoice {
  /// Whether it is the private cluster.
  var isPrivate: Bool {
    url == nil
      && ["DATABASE_URL", "PGHOST", "PGHOSTADDR", "PGSERVICE"].allSatisfy {
        Platform.environment($0) == nil
      }
  }
}
