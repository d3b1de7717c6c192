#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// How much a server does for its data to survive a crash of the machine.
public enum Durability: Sendable, Hashable {
  /// Everything: what was committed stays.
  case full
  /// Nothing: a crash of the machine may destroy the cluster. For clusters that tests throw away.
  case none
}

/// The text of the configuration files that are written at every start.
///
/// `postgresql.conf` stays the user's: what it sets after its line that includes ours, prevails.
struct ServerConfiguration: Sendable {
  static let fileName: FilePath.Component = "private-cluster.conf"

  var socket: UnixSocket
  var logDirectory: FilePath
  var durability: Durability
  var settings: [String: String]
  /// The operating system's accounts that may sign in, and the roles that each may be.
  var accounts: [String]
  var roles: [String]
  /// Whether the roles do not matter.
  var admitsEveryRole = false

  /// The files by name.
  var files: [(name: String, text: String)] {
    [
      (Self.fileName.string, parameters),
      ("pg_hba.conf", hostBasedAuthentication),
      ("pg_ident.conf", userNameMaps),
    ]
  }

  /// Seven log files, one for each day of the week, each emptied when its day comes again.
  var parameters: String {
    var lines = [
      ("listen_addresses", ""),
      ("unix_socket_directories", Self.listElement(socket.directory.string)),
      ("port", "\(socket.port)"),
      ("cluster_name", "heartly"),
      ("lc_messages", "C"),
      // Not the server's own `"$user", public`: a schema may be named as the superuser is.
      ("search_path", "public"),
      ("log_timezone", "UTC"),
      ("logging_collector", "on"),
      ("log_directory", logDirectory.string),
      ("log_filename", "server-%a.log"),
      ("log_rotation_age", "1d"),
      ("log_rotation_size", "0"),
      ("log_truncate_on_rotation", "on"),
    ]
    if durability == .none {
      lines += [("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off")]
    }
    lines += settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return "# Written at every start. Settings of your own belong into postgresql.conf.\n"
      + lines.map { "\($0.0) = \(Self.value($0.1))\n" }.joined()
  }

  /// The kernel says who connects (`peer`): there is no password, and no TCP.
  var hostBasedAuthentication: String {
    "# Written at every start.\nlocal all all \(admitsEveryRole ? "trust" : "peer map=private_cluster")\n"
  }

  var userNameMaps: String {
    "# Written at every start.\n"
      + accounts.flatMap { account in
        roles.map { role in
          "private_cluster \(Self.mapField(account)) \(Self.mapField(role))\n"
        }
      }.joined()
  }

  /// `postgresql.conf`: a value in quotes.
  static func value(_ text: String) -> String {
    var quoted = "'"
    for character in text.unicodeScalars {
      switch character {
      case "'": quoted += "''"
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "'"
  }

  /// An element of a list of directories within a value.
  static func listElement(_ text: String) -> String {
    "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }

  /// A name in `pg_ident.conf`; one in quotes is never a keyword or a pattern.
  static func mapField(_ name: String) -> String {
    listElement(name)
  }
}
