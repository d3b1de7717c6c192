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
      "SELECT \"tokenHash\" FROM session", "SELECT currtid2('public.client', '(0,1)')",
      "SELECT pg_blocking_pids(1)", "SELECT pg_control_checkpoint()",
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
    ] + order

  /// A condition of a query that is leakproof is asked together with the policy. Its last part is a
  /// sub-select that fails when it is asked: so it tells whether a row passed the parts before.
  private static let order: [Probe] =
    tables.flatMap { table in
      [
        Probe(
          "B14 a comparison is asked about the own tenant's rows only, \(table)",
          as: .person("a.staff"),
          before: scans,
          lookup(in: table, column(of: table), "{b}", failing: column(of: table)),
          .value("0")
        ),
        Probe(
          "B14 … also one that costs less",
          as: .person("a.staff"),
          before: scans,
          """
          SELECT count(*) FROM \(table) WHERE \(column(of: table)) = ANY (ARRAY[{b}])
            AND \(column(of: table)) >= ANY (ARRAY[(SELECT \(failure)::uuid)])
          """,
          .value("0")
        ),
        Probe(
          "B14 … and no absence is told without a context, \(table)",
          as: .role("heartly_app"),
          before: scans,
          lookup(in: table, column(of: table), "{nowhere}", failing: column(of: table)),
          .noContext
        ),
      ]
    }
    + [
      ("client", "\"facilityId\""), ("client_name_key", "\"facilityId\""), ("facility", "id"),
    ].map { (table: String, house: String) in
      Probe(
        "B14 a comparison is asked about the own houses' rows only, \(table)",
        as: .person("a.staff"),
        before: scans,
        lookup(in: table, house, "{a.f2}", failing: house),
        .value("0")
      )
    } + [
      Probe(
        "B14 a change asks the policy first, too",
        as: .person("a.staff"),
        before: scans,
        """
        UPDATE client SET phone = phone WHERE "facilityId" >= {a.f2} AND "facilityId" <= {a.f2}
          AND uci >= (SELECT \(failure))
        """,
        .rows(0)
      ),
      Probe(
        "B14 an organisation's name is in no index that answers before the policy",
        as: .role("heartly_app"),
        before: ["SET LOCAL enable_seqscan = off"],
        "SELECT count(*) FROM tenant WHERE name = 'Nobody'",
        .noContext
      ),
    ]

  private static let failure = "current_setting('no.such')"

  private static let scans = ["indexscan", "indexonlyscan", "bitmapscan"].map {
    "SET LOCAL enable_\($0) = off"
  }

  private static func lookup(
    in table: String,
    _ column: String,
    _ value: String,
    failing last: String
  ) -> String {
    """
    SELECT count(*) FROM \(table) WHERE \(column) >= \(value) AND \(column) <= \(value)
      AND \(last) >= (SELECT \(failure)::uuid)
    """
  }
}
