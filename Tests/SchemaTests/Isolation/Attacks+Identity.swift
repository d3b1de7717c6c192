import Postgres

// E. Who is who, and what a role may become.
extension Attacks {
  static func begin(_ tenant: String, _ token: String) -> String {
    "SELECT FROM heartly.begin_request({\(tenant)}, '\(token)', gen_random_uuid())"
  }

  static let identity: [Probe] =
    [
      ("E45 a token that nobody has", begin("a", "x")),
      ("E45 another tenant's token", begin("a", "b.owner")),
      ("E45 a session that has expired", begin("a", "a.ended")),
      ("E45 a session that was ended", begin("a", "a.out")),
      ("E42 a person who is suspended", begin("a", "a.asleep")),
      ("E45 no token", "SELECT FROM heartly.begin_request({a}, NULL, gen_random_uuid())"),
      ("E45 the digest for the token", begin("a", "\\\\x" + "00")),
    ].map { Probe($0.0, as: .role("heartly_app"), $0.1, .noContext) } + [
      Probe(
        "a request has an id",
        as: .role("heartly_app"),
        "SELECT FROM heartly.begin_request({a}, 'a.owner', NULL)",
        .refused(SQLState("22004"))
      ),
      Probe(
        "E41 nobody raises themselves",
        "a.admin",
        "UPDATE \"user\" SET role = 'OWNER' WHERE id = {a.admin}",
        .denied
      ),
      Probe(
        "E41 an ADMIN raises nobody",
        "a.admin",
        "UPDATE \"user\" SET role = 'ADMIN' WHERE id = {a.f1.other}",
        .denied
      ),
      Probe(
        "E41 … makes nobody above STAFF",
        "a.admin",
        """
        INSERT INTO "user" ("tenantId", "firstName", "lastName", username, role)
        VALUES ({a}, 'N', 'N', 'new', 'ADMIN')
        """,
        .denied
      ),
      Probe(
        "E41 … gives nobody more than the role",
        "a.admin",
        "UPDATE \"user\" SET permissions = '{\"x\": true}' WHERE id = {a.f1.other}",
        .denied
      ),
      Probe(
        "E41 … makes nobody with more than the role",
        "a.admin",
        """
        INSERT INTO "user" ("tenantId", "firstName", "lastName", username, permissions)
        VALUES ({a}, 'N', 'N', 'new', '{"x": true}')
        """,
        .denied
      ),
      Probe(
        "E41 … changes no ADMIN of the house",
        "a.admin",
        "UPDATE \"user\" SET phone = '+12' WHERE id = {a.f1.boss}",
        .rows(0)
      ),
      Probe(
        "E41 … takes nobody over from another house",
        "a.admin",
        """
        INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
        VALUES ({a}, {a.f1}, {a.f2.other}, {a.admin})
        """,
        .denied
      ),
      Probe(
        "E41 … assigns no OWNER or ADMIN to the house",
        "a.admin",
        """
        INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
        VALUES ({a}, {a.f1}, {a.owner}, {a.admin})
        """,
        .denied
      ),
      Probe(
        "a person changes their own row",
        "a.staff",
        "UPDATE \"user\" SET phone = '+12' WHERE id = {a.staff}",
        .rows(1)
      ),
      Probe(
        "… an ADMIN too",
        "a.admin",
        "UPDATE \"user\" SET phone = '+12' WHERE id = {a.admin}",
        .rows(1)
      ),
      Probe(
        "… but not the own status",
        "a.staff",
        "UPDATE \"user\" SET status = 'PENDING' WHERE id = {a.staff}",
        .denied
      ),
      Probe(
        "… or username",
        "a.staff",
        "UPDATE \"user\" SET username = 'boss' WHERE id = {a.staff}",
        .denied
      ),
      Probe(
        "a person without a house sees themselves",
        "a.lone",
        "SELECT id FROM \"user\"",
        .rows(1)
      ),
      Probe(
        "… and an ADMIN colleagues and themselves",
        "a.admin",
        "SELECT id FROM \"user\"",
        .rows(4)
      ),
      Probe("a person sees the own session", "a.staff", "SELECT id FROM session", .rows(1)),
      Probe(
        "a person sees the own assignments",
        "a.staff",
        "SELECT \"facilityId\" FROM facility_staff WHERE \"userId\" = {a.staff}",
        .rows(1)
      ),
    ]
}
