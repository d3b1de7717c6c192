import ArgumentParser
import Postgres
import TransparencyLog

/// Where the sealer's key is, and what it keeps outside of the database.
struct AuditPlaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The directory for what is kept outside of the database.",
      valueName: "path"
    )
  )
  var checkpoints = ".heartly/audit"

  @Option(help: ArgumentHelp("The file with the key that signs.", valueName: "file"))
  var key = ".heartly/audit-key"

  func signingKey() throws -> NoteSigningKey {
    let text: String
    do {
      text = String(decoding: try Platform.content(of: key), as: UTF8.self)
    } catch {
      throw Failure(
        message: "error: the key \(key) cannot be read: \(error). `heartly audit keygen` makes one"
      )
    }
    do {
      return try NoteSigningKey(parsing: String(text.prefix { !$0.isNewline }))
    } catch {
      throw Failure(message: "error: \(key): \(error)")
    }
  }
}

/// A tenant's id, as the database writes it.
struct TenantID: ExpressibleByArgument, Hashable {
  var text: String

  init?(argument: String) {
    let text = argument.lowercased()
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    guard groups.map(\.count) == [8, 4, 4, 4, 12],
      groups.joined().allSatisfy({ $0.isHexDigit && $0.isASCII })
    else { return nil }
    self.text = text
  }
}

extension NoteVerifierKey {
  /// The key of one tenant's log: the same key under the log's name.
  func log(of tenant: String) throws(LogError) -> NoteVerifierKey { try named("\(name)/\(tenant)") }
}

/// A session that works on the audit logs with no more rights than it needs.
enum AuditSession {
  enum Role { case sealer, auditor }

  static func open(_ options: DatabaseOptions, as role: Role) async throws -> sending Connection {
    let target = try await options.target()
    var settings = ConnectionOptions()
    settings.applicationName = "heartly audit"
    settings.statements = .unnamed
    do {
      let connection = try await Connection.connect(to: target, options: settings)
      switch role {
      case .sealer: try await connection.execute("SET ROLE heartly_sealer")
      case .auditor: try await connection.execute("SET ROLE heartly_auditor")
      }
      // What an entry's hash is of must not depend on how a server or a role is set up.
      try await connection.execute("SET timezone = 'UTC'")
      try await connection.execute("SET datestyle = 'ISO, YMD'")
      try await connection.execute("SET extra_float_digits = 1")
      try await connection.execute("SET search_path = pg_catalog, pg_temp")
      return connection
    } catch {
      throw failure(error)
    }
  }

  static func failure(_ error: any Error) -> Failure {
    if let failure = error as? Failure { return failure }
    let state = (error as? PostgresError)?.sqlState
    let hint =
      switch state?.code {
      case "22023", "42704", "42P01", "3F000":
        ". `heartly migrate up` makes the audit logs' roles and tables"
      default: ""
      }
    return Failure(message: "error: \(error)\(hint)")
  }
}

/// Bytes of a text as the server sent them.
struct RawText: PostgresDecodable {
  var bytes: [UInt8]

  init(decoding cell: Cell) throws(CellError) {
    bytes = try cell.withBytes { bytes throws(CellError) in Array(bytes) }
  }
}
