import Postgres

// C and D. The context of a request, forged and lost.
extension Attacks {
  static let context: [Probe] = [
    Probe(
      "C19 another tenant in the context",
      as: .person("a.owner"),
      before: ["SET LOCAL heartly.context = '\(forgery)\(String(repeating: "0", count: 64))'"],
      "SELECT id FROM client",
      .noContext
    ),
    Probe(
      "C19 an empty context",
      as: .person("a.owner"),
      before: ["SET LOCAL heartly.context = ''"],
      "SELECT id FROM client",
      .noContext
    ),
    Probe(
      "C20 a signature of nothing",
      as: .person("a.owner"),
      before: ["SET LOCAL heartly.context = '\(forgery)'"],
      "SELECT id FROM client",
      .noContext
    ),
    Probe(
      "C20 two contexts spliced",
      as: .person("a.staff"),
      before: [
        """
        DO $$ BEGIN EXECUTE 'SET LOCAL heartly.context = ' || quote_literal(replace(
          current_setting('heartly.context'), 'STAFF', 'OWNER')); END $$
        """
      ],
      "SELECT id FROM client",
      .noContext
    ),
    Probe(
      "C20 more houses",
      as: .person("a.staff"),
      before: [
        """
        DO $$ BEGIN EXECUTE 'SET LOCAL heartly.context = ' || quote_literal(replace(
          current_setting('heartly.context'), '{', '{00000000-0000-7000-8000-000000000001,')); END $$
        """
      ],
      "INSERT INTO user_action_audit_log (\"tenantId\") VALUES ({a})",
      .noContext
    ),
    Probe(
      "C19 a second request in one transaction",
      "a.owner",
      "SELECT FROM heartly.begin_request({b}, 'b.owner', gen_random_uuid())",
      .refused(SQLState("25001"))
    ),
    Probe(
      "C20 a context that is changed between two rows of a cursor",
      as: .person("a.staff"),
      before: [
        "SET LOCAL enable_seqscan = off",
        "DECLARE c CURSOR FOR SELECT id FROM client ORDER BY \"tenantId\", uci",
        "FETCH 1 FROM c", "SET LOCAL heartly.context = 'x|x|x|OWNER'",
      ],
      "FETCH ALL FROM c",
      .rows(0)
    ),
    Probe(
      "C20 … of people",
      as: .person("a.staff"),
      before: [
        "DECLARE c CURSOR FOR SELECT id FROM \"user\" ORDER BY id",
        "FETCH 1 FROM c", "SET LOCAL heartly.context = 'x|x|x|OWNER'",
      ],
      "FETCH ALL FROM c",
      .noContext
    ),
    Probe(
      "C21 a condition that is cheaper than the policy sees no row: no error tells of one",
      as: .person("a.staff"),
      before: [
        "SET LOCAL enable_indexscan = off", "SET LOCAL enable_bitmapscan = off",
        "SET LOCAL enable_indexonlyscan = off", "SET LOCAL plan_cache_mode = force_generic_plan",
        """
        PREPARE find (uuid, text) AS
        SELECT count(*) FROM client WHERE "tenantId" >= $1 AND "tenantId" <= $1 AND uci = $2
        """,
        "EXECUTE find({b}, 'UCI0001')", "SET LOCAL heartly.context = 'x|x|x|OWNER'",
      ],
      "EXECUTE find({b}, 'NOBODY1')",
      .noContext
    ),
    Probe(
      "a setting that is left over is no context",
      as: .role("heartly_app"),
      before: ["SET LOCAL heartly.context = 'x'"],
      begin("a", "a.owner"),
      .rows(1)
    ),
    Probe(
      "D34 the context is there after a savepoint was rolled back",
      as: .person("a.admin"),
      before: ["SAVEPOINT s", "SET LOCAL heartly.context = ''", "ROLLBACK TO SAVEPOINT s"],
      "SELECT id FROM client",
      .rows(1)
    ),
    Probe(
      "the operator's context is not a tenant's",
      as: .operator,
      before: ["SET LOCAL ROLE heartly_app"],
      "SELECT id FROM client",
      .rows(0)
    ),
  ]
}
