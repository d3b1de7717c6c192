import PostgresSyntax

/// Whether an expression may have another value in every row, so that a default of it cannot be kept
/// once for all rows.
struct Volatility {
  var catalog: Catalog

  func isVolatile(_ expression: SyntaxNode) -> Bool {
    ([expression] + Array(expression.descendants)).contains { node in
      guard node.is("FuncCall") else { return false }
      let name = RelationName(parts: node.list("funcname"))
      if Self.builtin.contains(name.name) { return true }
      return catalog.path(name.schema).contains {
        catalog.schemas[$0]?.functions[name.name]?.contains(where: isVolatile) == true
      }
    }
  }

  /// PostgreSQL replaces a simple function in SQL by its body, whatever it says of itself.
  private func isVolatile(_ function: FunctionEntry) -> Bool {
    guard function.volatility == .volatile else { return false }
    return function.language != "sql" || Self.builtin.contains { function.body.contains($0) }
  }

  /// The functions of PostgreSQL 15 that are volatile and may stand in a default
  /// (`SELECT proname FROM pg_proc WHERE provolatile = 'v'`), and those of the extensions for UUIDs.
  private static let builtin: Set = [
    "random", "setseed", "clock_timestamp", "timeofday", "gen_random_uuid", "nextval", "currval",
    "lastval", "setval", "set_config", "pg_sleep", "uuid_generate_v1", "uuid_generate_v1mc",
    "uuid_generate_v4", "gen_random_bytes", "gen_salt", "uuidv4", "uuidv7", "pg_current_wal_lsn",
    "random_normal", "normal_rand", "pg_notify", "query_to_xml", "lo_create",
  ]
}
