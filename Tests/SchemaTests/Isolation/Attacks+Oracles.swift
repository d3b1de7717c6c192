import Postgres

// B. What answers tell between the lines.
extension Attacks {
  static let oracles: [Probe] =
    [
      "SELECT reltuples FROM pg_class", "SELECT relpages FROM pg_class",
      "SELECT n_live_tup FROM pg_stat_user_tables", "SELECT pg_relation_size('client'::regclass)",
      "SELECT pg_total_relation_size('client'::regclass)",
      "SELECT pg_database_size(current_database())",
      "SELECT pg_stat_get_live_tuples('client'::regclass)", "SELECT query FROM pg_stat_activity",
      "SELECT * FROM pg_locks", "SELECT * FROM pg_stat_get_activity(NULL)",
      "SELECT \"transactionId\" FROM data_audit_log",
      "SELECT \"transactionId\" FROM user_action_audit_log",
      "SELECT \"tokenHash\" FROM session",
    ].map { Probe("B13 \($0)", "a.owner", $0, .denied) } + [
      Probe(
        "B13 statistics of values",
        "a.owner",
        "SELECT * FROM pg_stats WHERE schemaname = 'public'",
        .rows(0)
      ),
      Probe(
        "B14 a name of another tenant",
        "a.owner",
        "SELECT id FROM client WHERE \"tenantId\" = {b}",
        .rows(0)
      ),
      Probe(
        "B13 the count is the own tenant's",
        "a.owner",
        "SELECT count(*) FROM client",
        .value("2")
      ),
    ]
}
