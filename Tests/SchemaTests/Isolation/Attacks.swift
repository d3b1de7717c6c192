import Postgres

/// Single attacks on the database, in the groups of the attack list: direct access, oracles, SQL,
/// sessions and transactions, identity, audit.
enum Attacks {
  static let all = access + oracles + sql + context + identity + audit + integrity + definer

  /// With those on the form of the context that a database has.
  static func all(on form: ContextForm) -> [Probe] {
    switch form {
    case .guarded: all + guardedContext
    case .signed: all + signedContext
    }
  }

  static let tables = [
    "tenant", "\"user\"", "facility", "client", "client_name_key", "facility_staff", "session",
    "user_action_audit_log",
    "data_audit_log", "legal_hold", "audit_entry", "audit_checkpoint",
  ]

  /// Columns that the runtime role may read, for tables that it may not read whole.
  static func column(of table: String) -> String {
    table == "tenant" ? "id" : "\"tenantId\""
  }
}
