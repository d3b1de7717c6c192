public import Postgres
public import PostgresCluster

/// Why nothing can be said: there is no database to run on, or it was lost.
public enum ExactError: Error, Sendable, Hashable {
  /// The throwaway server cannot be started.
  case cluster(ClusterError)
  /// The server cannot be reached, the database cannot be made, or the session broke.
  case connection(PostgresError)
  /// The task was cancelled; the database is gone.
  case cancelled

  /// Makes one of what starting a server or asking it has thrown.
  public init(_ error: any Error) {
    switch error {
    case let error as ExactError: self = error
    case ClusterError.cancelled, PostgresError.cancelled, is CancellationError: self = .cancelled
    case let error as ClusterError: self = .cluster(error)
    case let error as PostgresError: self = .connection(error)
    default: self = .connection(.misuse("\(error)"))
    }
  }
}

extension ExactError: CustomStringConvertible {
  /// What went wrong, and for a server that cannot be started the way out.
  public var description: String {
    switch self {
    case .cluster(let error): "\(error)"
    case .connection(let error): "\(error)"
    case .cancelled: "interrupted; the database that the migrations ran on is gone"
    }
  }
}
