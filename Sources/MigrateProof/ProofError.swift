public import Migrate
public import MigrateExact

/// Why nothing was proven: what stood in the way, and not what is wrong with the migrations.
public enum ProofError: Error, Sendable {
  /// There is no server to run on, or it was lost.
  case server(ExactError)
  /// A migration does not run on an empty database, or its files cannot be used.
  case migration(MigrateError)
  /// A migration names a role that the server lacks, which is not the run's own.
  case missingRole(String)
  /// The database has applied migrations whose files are gone, so that it is not known what they make.
  case filesMissing([MigrationIdentifier])
  /// No migration has this version.
  case unknownVersion(MigrationVersion)
  /// The task was cancelled; the databases are gone.
  case cancelled

  init(_ error: any Error) {
    switch error {
    case let error as ProofError: self = error
    case MigrateError.interrupted, is CancellationError: self = .cancelled
    case MigrateError.connection(let error): self = .server(.connection(error))
    case let error as MigrateError: self = .migration(error)
    default:
      let error = ExactError(error)
      self = error == .cancelled ? .cancelled : .server(error)
    }
  }
}

extension ProofError: CustomStringConvertible {
  /// What happened and the way out.
  public var description: String {
    switch self {
    case .server(let error): "\(error)"
    case .migration(let error): "on the scratch server: \(error)"
    case .missingRole(let name):
      "the scratch server has no role \(name), which the migrations name or which applied them; make it there, or let "
        + "a server be made for the run, on which roles are made as they are missed"
    case .filesMissing(let migrations):
      "the database has applied "
        + migrations.map { "\($0)" }.joined(separator: ", ")
        + ", and no file says what that made; restore the "
        + (migrations.count == 1 ? "file" : "files")
    case .unknownVersion(let version): "no migration has the version \(version)"
    case .cancelled: "interrupted; the databases that the migrations ran on are gone"
    }
  }
}
