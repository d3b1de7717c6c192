import Postgres

// C and D. The signed form: the setting is anybody's to write.
extension Attacks {
  static let signedContext: [Probe] =
    [
      Probe(
        "C19 another tenant in the context",
        as: .person("a.owner"),
        before: ["SET LOCAL heartly.context = '\(forgery) \(String(repeating: "0", count: 64))'"],
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
          DO $$ BEGIN EXECUTE 'SET LOCAL heartly.context = ' || quote_literal(regexp_replace(
            current_setting('heartly.context'), ',?([0-9a-f]*) ([0-9a-f]*)$',
            ',\\1,00000000000070008000000000000001 \\2')); END $$
          """
        ],
        "INSERT INTO user_action_audit_log (\"tenantId\") VALUES ({a})",
        .noContext
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
        "C20 a context of this transaction that another one followed",
        as: .person("a.staff"),
        before: [
          save("x.first"), "RESET heartly.context", begin("b", "b.owner"), bringBack("x.first"),
        ],
        "SELECT id FROM client",
        .noContext
      ),
      Probe(
        "C20 … in a savepoint",
        as: .person("a.staff"),
        before: [
          "SAVEPOINT s", "RESET heartly.context", begin("b", "b.owner"), "ROLLBACK TO SAVEPOINT s",
        ],
        "SELECT id FROM client",
        .noContext
      ),
      Probe(
        "C20 the numbers of contexts are not to be set",
        "a.staff",
        "SELECT setval('heartly.context_number', 1)",
        .denied
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
        "there is one key of contexts",
        as: .role("heartly_context"),
        """
        INSERT INTO heartly.context_key (id, "innerPad", "outerPad")
        SELECT 2, "innerPad", "outerPad" FROM heartly.context_key
        """,
        .refused(.checkViolation, "CHK_context_key_id")
      ),
      Probe(
        "a key's inner pad is whole",
        as: .role("heartly_context"),
        "UPDATE heartly.context_key SET \"innerPad\" = 'x'",
        .refused(.checkViolation, "CHK_context_key_innerPad")
      ),
      Probe(
        "a key's outer pad is whole",
        as: .role("heartly_context"),
        "UPDATE heartly.context_key SET \"outerPad\" = 'x'",
        .refused(.checkViolation, "CHK_context_key_outerPad")
      ),
    ]
    + [
      "SELECT * FROM heartly.context_key", "SELECT heartly.signature('x')",
      "SELECT heartly.rotate_context_key()",
    ].map { Probe("C20 \($0)", "a.owner", $0, .denied) }

  private static func save(_ name: String) -> String {
    """
    DO $$ BEGIN EXECUTE 'SET LOCAL \(name) = '
      || quote_literal(current_setting('heartly.context')); END $$
    """
  }

  private static func bringBack(_ name: String) -> String {
    """
    DO $$ BEGIN EXECUTE 'SET LOCAL heartly.context = '
      || quote_literal(current_setting('\(name)')); END $$
    """
  }

  private static let forgery = ContextForm.claims
}
