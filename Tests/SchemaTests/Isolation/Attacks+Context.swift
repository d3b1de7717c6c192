import Postgres

// C and D. The context of a request, lost, and in the form that a database has.
extension Attacks {
  static let context: [Probe] = [
    Probe(
      "C19 a second request in one transaction",
      "a.owner",
      "SELECT FROM heartly.begin_request({b}, 'b.owner', gen_random_uuid())",
      .refused(SQLState("25001"))
    ),
    Probe(
      "the operator's context is not a tenant's",
      as: .operator,
      before: ["SET LOCAL ROLE heartly_app"],
      "SELECT id FROM client",
      .rows(0)
    ),
    Probe(
      "C20 a cursor that is open when another request begins",
      as: .person("a.staff"),
      before: [
        "DECLARE c CURSOR FOR SELECT id FROM client ORDER BY id", "FETCH 1 FROM c", "RESET ALL",
      ],
      begin("b", "b.owner"),
      .refused(SQLState("24000"))
    ),
    Probe(
      "C20 … and one that is kept beyond the transaction",
      as: .person("a.staff"),
      before: ["DECLARE c CURSOR WITH HOLD FOR SELECT id FROM client ORDER BY id", "RESET ALL"],
      begin("b", "b.owner"),
      .refused(SQLState("24000"))
    ),
    Probe(
      "C20 … and one that goes on without a context",
      as: .person("a.staff"),
      before: ["DECLARE c CURSOR FOR SELECT id FROM \"user\" ORDER BY id", "RESET ALL"],
      "FETCH ALL FROM c",
      .noContext
    ),
    Probe(
      "C20 … and a loop",
      as: .person("a.staff"),
      """
      DO $$
      DECLARE one record;
      BEGIN
        FOR one IN SELECT id FROM client LOOP
          EXECUTE 'RESET ALL';
          PERFORM heartly.begin_request({b}, 'b.owner', gen_random_uuid());
        END LOOP;
      END $$
      """,
      .refused(SQLState("24000"))
    ),
    Probe(
      "D34 a context that was reset is gone",
      as: .person("a.owner"),
      before: ["RESET ALL"],
      "SELECT id FROM client",
      .noContext
    ),
    Probe(
      "D34 … and comes back with a savepoint",
      as: .person("a.admin"),
      before: ["SAVEPOINT s", "RESET ALL", "ROLLBACK TO SAVEPOINT s"],
      "SELECT id FROM client",
      .rows(1)
    ),
    Probe(
      "D34 one that a savepoint takes back is gone",
      as: .role("heartly_app"),
      before: ["SAVEPOINT s", begin("a", "a.owner"), "ROLLBACK TO SAVEPOINT s"],
      "SELECT id FROM client",
      .noContext
    ),
  ]
}
