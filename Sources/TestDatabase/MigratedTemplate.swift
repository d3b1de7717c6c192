internal import Migrate
internal import Postgres

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Which files a template was made of.
struct TemplateKey: Sendable, Hashable {
  /// The checksums of the `up` files by version.
  let checksums: [Int64: Checksum]

  /// A name that other files have not: on a server that outlives the process the template is found
  /// again, and migrating is saved.
  var databaseName: String {
    let bytes = checksums.sorted { $0.key < $1.key }
      .flatMap { version, checksum in
        withUnsafeBytes(of: version.littleEndian) { Array($0) } + checksum.bytes
      }
    let name = Checksum(ofBytes: bytes).bytes.prefix(16)
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return "test_template_" + name.joined()
  }
}

/// A database that the migrations of a directory were applied to.
struct MigratedTemplate: Sendable {
  let directory: FilePath
  let key: TemplateKey

  init(directory: FilePath) throws {
    self.directory = directory
    let migrations: [Migration]
    do {
      migrations = try MigrationDirectory.load(directory).migrations
    } catch {
      throw MigrateError.directory(error)
    }
    key = TemplateKey(
      checksums: Dictionary(
        uniqueKeysWithValues: migrations.map {
          ($0.identifier.version.value, $0.up.bytesChecksum)
        }
      )
    )
  }

  /// Finds or makes it. It gets its name when it is complete; of two processes on one server the second
  /// waits for the first.
  func make(on server: TestServer) async throws -> TestDatabase {
    let address = try await server.connectionString()
    let administrator = try await Connection.connect(to: try ConnectionTarget(address))
    // Gives the lock back, too.
    defer { administrator.close() }
    let template = try TestDatabase(name: key.databaseName, on: address)
    try await administrator.execute(
      "SELECT pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended(\(template.name), 0))"
    )
    let found = try await administrator.query(
      "SELECT FROM pg_catalog.pg_database WHERE datname = \(template.name)"
    )
    guard found.isEmpty else { return template }
    let unfinished = try await server.makeDatabase()
    do {
      let connection = try await unfinished.connect()
      defer { connection.close() }
      try await Migrator(directory: directory).apply(to: connection)
    } catch {
      try await server.drop(unfinished)
      throw error
    }
    try await server.rename(unfinished, to: template.name)
    return template
  }
}
