#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A private cluster's server that takes connections.
///
/// A value, not a hold: the server goes on when the program ends, and may be stopped by another.
public struct RunningCluster: Sendable, Hashable {
  /// How the program came by the server.
  public enum Origin: Sendable, Hashable {
    /// The data directory was made just now.
    case created
    /// The data were there, the server was not.
    case started
    /// The server had crashed, or was killed: it was started again, and recovered.
    case recovered
    /// It ran already, whoever had started it.
    case adopted
  }

  /// How the program came by the server; a status is always ``Origin/adopted``.
  public var origin: Origin
  /// The process to signal, PostgreSQL's postmaster.
  public let processID: Int32
  /// The server's `PGDATA`, every symbolic link followed.
  public let dataDirectory: FilePath
  /// Where the socket is, with every symbolic link followed: the `host` of a connection string.
  public let socketDirectory: FilePath
  /// A part of the socket's name; nothing listens on TCP.
  public let port: Int
  /// Such as `15`. Ask the server (`SHOW server_version`) for the minor version.
  public let majorVersion: Int
  /// When the server started, in seconds since 1970 (UTC).
  public let startedAtUnixSeconds: Int

  /// For how long the server has been running.
  public var uptime: Duration { .seconds(max(0, time(nil) - startedAtUnixSeconds)) }

  /// The keywords and values of libpq, such as
  /// `host=/srv/heartly/.heartly/cluster/run port=5432 user=heartly dbname=heartly`.
  public func connectionString(
    user: String = PrivateCluster.superuser,
    database: String = PrivateCluster.database
  ) -> String {
    let pairs = [
      ("host", socketDirectory.string), ("port", "\(port)"), ("user", user), ("dbname", database),
    ]
    return pairs.map { "\($0.0)=\(Self.value($0.1))" }.joined(separator: " ")
  }

  /// The same as a URL, for programs and variables that want one, such as
  /// `postgresql://heartly@/heartly?host=%2Fsrv%2Fheartly%2F.heartly%2Fcluster%2Frun&port=5432`.
  public func connectionURL(
    user: String = PrivateCluster.superuser,
    database: String = PrivateCluster.database
  ) -> String {
    let host = Self.percentEncoded(socketDirectory.string)
    return "postgresql://\(Self.percentEncoded(user))@/\(Self.percentEncoded(database))"
      + "?host=\(host)&port=\(port)"
  }

  private static func value(_ text: String) -> String {
    let isPlain = text.allSatisfy { !$0.isWhitespace && $0 != "'" && $0 != "\\" }
    guard text.isEmpty || !isPlain else { return text }
    return "'" + text.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] } + "'"
  }

  private static func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
      let character = Character(UnicodeScalar(byte))
      let isUnreserved = character.isASCII && (character.isLetter || character.isNumber)
      guard !isUnreserved && !"-._~".contains(character) else { return String(character) }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
