internal import Migrate

/// What `pg_dump` wrote, as the statements of a migration.
///
/// Its comments go, and settings that concern how a dump is restored. What names the role that dumped,
/// which has another name elsewhere, names the role that migrates.
public struct DumpedSchema: Sendable, Hashable {
  /// The statements, an empty line between them.
  public let text: String

  /// Reads a dump.
  ///
  /// - Parameters:
  ///   - dump: Plain SQL, with rows as INSERT if there are any.
  ///   - role: The role that dumped.
  public init(_ dump: String, dumpedBy role: String) {
    let source = SQLSource(name: "dump", text: dump)
    let names = [" \(role)", " \"\(role)\""]
    text = StatementList(source).statements
      .compactMap { statement in
        Self.kept(source.text(statement.range)).map { text in
          Self.forRunningRole(text, names)
        }
      }
      .map { $0 + ";\n" }.joined(separator: "\n")
  }

  private static let settings = [
    "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout",
    "transaction_timeout", "client_encoding", "standard_conforming_strings", "xmloption",
    "client_min_messages", "row_security", "default_tablespace", "default_table_access_method",
  ]

  private static func kept(_ statement: String) -> String? {
    let words = statement.prefix(120).split(whereSeparator: { $0.isWhitespace }).prefix(3)
    let first = words.first.map(String.init) ?? ""
    switch first {
    case "SET" where words.count > 1 && settings.contains(String(words[1])): return nil
    // An extension brings its own comment, which only its owner may set.
    case "COMMENT" where statement.hasPrefix("COMMENT ON EXTENSION"): return nil
    case "SELECT"
    where statement.hasPrefix("SELECT pg_catalog.set_config('search_path', '', false)"):
      return "SELECT pg_catalog.set_config('search_path', '', true)"
    case "SET" where statement.hasPrefix("SET check_function_bodies"):
      return "SET LOCAL check_function_bodies = false"
    default: return statement
    }
  }

  /// Only where the name stands alone at the end, or behind FOR ROLE: a table may have the same.
  private static func forRunningRole(_ statement: String, _ names: [String]) -> String {
    guard ["GRANT ", "REVOKE ", "ALTER DEFAULT "].contains(where: { statement.hasPrefix($0) })
    else { return statement }
    var text = statement
    for name in names {
      for word in [" TO", " FROM"] where text.hasSuffix(word + name) {
        text = String(text.dropLast(name.count)) + " CURRENT_USER"
      }
      let lead = "ALTER DEFAULT PRIVILEGES FOR ROLE" + name + " "
      if text.hasPrefix(lead) {
        text = "ALTER DEFAULT PRIVILEGES " + text.dropFirst(lead.count)
      }
    }
    return text
  }
}
