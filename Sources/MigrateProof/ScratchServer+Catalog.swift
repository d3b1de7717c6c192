public import LiveCatalog
public import Migrate
public import MigrateExact
import Postgres

#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

extension ScratchServer {
  /// The catalog that migrations make: they run in an empty database, by the engine itself, and the
  /// database is dropped.
  ///
  /// Roles that they name are made where the server is the run's own.
  ///
  /// - Parameters:
  ///   - migrations: In any order; they run in that of their versions. The files of a directory, some
  ///     of them, or what was never written to one.
  ///   - role: As whom each of them runs, and so whose its objects are. Default: the role that signs
  ///     in. A role that is named is made a superuser where the server is the run's own.
  /// - Returns: The catalog without the engine's own schema.
  /// - Throws: ``ProofError``: a migration that does not run is ``ProofError/migration(_:)``.
  public func catalog(
    madeBy migrations: [Migration],
    as role: (MigrationIdentifier) -> String? = { _ in nil }
  ) async throws(ProofError) -> CatalogSnapshot {
    let migrations = migrations.sorted { $0.identifier < $1.identifier }
    do {
      return try await withDatabase { target in
        var rest = migrations[...]
        while let first = rest.first {
          let name = role(first.identifier)
          let group = rest.prefix { role($0.identifier) == name }
          rest = rest.dropFirst(group.count)
          try await run(
            through: group.last?.identifier.version,
            of: migrations,
            as: name,
            on: target
          )
        }
        let connection = try await Self.connect(to: target)
        defer { connection.close() }
        return try await CatalogSnapshot(of: connection).withoutEngine
      }
    } catch {
      throw ProofError(error)
    }
  }

  private func run(
    through version: MigrationVersion?,
    of migrations: [Migration],
    as role: String?,
    on target: ConnectionTarget
  ) async throws {
    guard let version else { return }
    var target = target
    if let role {
      if isOwn {
        try await makeRole(role, isSuperuser: true)
      } else if try await !hasRole(role) {
        throw ProofError.missingRole(role)
      }
      target = try target.acting(as: role)
    }
    let connection = try await Self.connect(to: target)
    defer { connection.close() }
    let run = ScratchRun(on: self, connection, migrations: migrations)
    try await run.apply(.up(through: version))
  }
}

extension ExactServer {
  /// The catalog that the migrations of a directory make on an empty database.
  ///
  /// - Parameters:
  ///   - directory: The pairs of files.
  ///   - version: The last one to run. Default: all of them.
  /// - Returns: The catalog without the engine's own schema.
  /// - Throws: ``ProofError``.
  public func catalog(
    madeBy directory: FilePath,
    through version: MigrationVersion? = nil
  ) async throws(ProofError) -> CatalogSnapshot {
    var migrations: [Migration]
    do {
      migrations = try MigrationDirectory.load(directory, depth: .pairs).migrations
    } catch {
      throw .migration(.directory(error))
    }
    if let version {
      guard migrations.contains(where: { $0.identifier.version == version }) else {
        throw .unknownVersion(version)
      }
      migrations.removeAll { $0.identifier.version > version }
    }
    return try await catalog(madeBy: migrations)
  }

  /// The catalog that migrations make on an empty database, as
  /// ``ScratchServer/catalog(madeBy:as:)`` says, on a server that is had for this alone.
  public func catalog(
    madeBy migrations: [Migration],
    as role: (MigrationIdentifier) -> String? = { _ in nil }
  ) async throws(ProofError) -> CatalogSnapshot {
    do {
      return try await withServer { server in
        try await server.catalog(madeBy: migrations, as: role)
      }
    } catch {
      throw ProofError(error)
    }
  }
}

extension CatalogSnapshot {
  /// The catalog without what the engine keeps for itself.
  public var withoutEngine: CatalogSnapshot { outside(schema: "heartly_migration") }
}
