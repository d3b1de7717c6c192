import Postgres

/// Single attacks on the database, in the groups of the attack list: direct access, oracles, SQL,
/// sessions and transactions, identity, audit.
enum Attacks {
  static let all = access + oracles + sql + context + identity + audit + integrity + definer

  static let tables = [
    "tenant", "\"user\"", "facility", "client", "facility_staff", "session",
    "user_action_audit_log",
    "data_audit_log", "legal_hold",
  ]

  /// Columns that the runtime role may read, for tables that it may not read whole.
  static func column(of table: String) -> String {
    table == "tenant" ? "id" : "\"tenantId\""
  }

  static let forgery = """
    00000000-0000-7000-8000-000000000001|00000000-0000-7000-8000-000000000002|\
    00000000-0000-7000-8000-000000000003|OWNER|00000000-0000-7000-8000-000000000004||{}|
    """
}
