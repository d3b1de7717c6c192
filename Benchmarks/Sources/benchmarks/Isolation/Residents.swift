import Postgres

/// Tenants that are alike, in the platform's own tables: 5 facilities, 1,000 clients (one in twenty
/// deleted), an OWNER and an ADMIN of the first facility, both signed in.
///
/// Identifiers are the MD5 of a readable name, such as `client-7-12`.
enum Residents {
  /// Fills a database that has the newest schema.
  static func settle(tenants: Int32, on connection: Connection) async throws {
    // Neither keys nor the audit log are checked or written for them: they are not what is measured.
    try await connection.execute("SET session_replication_role = replica")
    for statement in statements(tenants) { try await connection.execute(statement) }
    try await connection.execute("SET session_replication_role = origin")
    try await connection.execute("SELECT heartly.make_audit_partitions()")
    try await connection.execute("VACUUM ANALYZE")
  }

  /// What the scripts of a person of the seventh tenant name: the tenant, the token, the clients `c1` to
  /// `c20` and the facility `f`. For an ADMIN all of them are in the one facility.
  static func variables(of person: Person, on connection: Connection) async throws -> [String:
    String]
  {
    let row = try await connection.query(
      """
      SELECT md5('tenant-7')::uuid::text, md5('facility-7-1')::uuid::text,
        array_to_string(ARRAY(SELECT md5('client-7-' || 15 + 20 * c)::uuid::text
          FROM generate_series(1, 20) AS c), ' ')
      """
    ).only()
    var variables = [
      "tenant": try row.decode(0, as: String.self), "f": try row.decode(1, as: String.self),
      "token": "\(person.rawValue)-7", "request": "01890a5d-ac96-774b-bcce-b302099a8057",
    ]
    for (number, id) in try row.decode(2, as: String.self).split(separator: " ").enumerated() {
      variables["c\(number + 1)"] = String(id)
    }
    return variables
  }

  /// Who is signed in.
  enum Person: String {
    case owner
    case admin
  }

  private static func statements(_ tenants: Int32) -> [SQL] {
    [
      """
      INSERT INTO tenant (id, name)
      SELECT md5('tenant-' || t)::uuid, 'Tenant ' || t FROM generate_series(1, \(tenants)) AS t
      """,
      """
      INSERT INTO facility ("tenantId", id, name, address, city, state, zip)
      SELECT md5('tenant-' || t)::uuid, md5('facility-' || t || '-' || f)::uuid, 'House ' || f,
        f || ' Main Street', 'Sacramento', 'CA', '95814'
      FROM generate_series(1, \(tenants)) AS t, generate_series(1, 5) AS f
      """,
      """
      INSERT INTO "user" ("tenantId", id, "firstName", "lastName", username, role)
      SELECT md5('tenant-' || t)::uuid, md5(p || '-' || t)::uuid, 'Ana', 'García', p, upper(p)
      FROM generate_series(1, \(tenants)) AS t, unnest(ARRAY['owner', 'admin']) AS p
      """,
      """
      INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
      SELECT md5('tenant-' || t)::uuid, md5('facility-' || t || '-1')::uuid,
        md5('admin-' || t)::uuid, md5('owner-' || t)::uuid
      FROM generate_series(1, \(tenants)) AS t
      """,
      """
      INSERT INTO session ("tenantId", "userId", "tokenHash", expires_at)
      SELECT md5('tenant-' || t)::uuid, md5(p || '-' || t)::uuid, sha256((p || '-' || t)::bytea),
        now() + interval '1 day'
      FROM generate_series(1, \(tenants)) AS t, unnest(ARRAY['owner', 'admin']) AS p
      """,
      // Organisations grow side by side, so that the rows of one are spread over the table.
      """
      INSERT INTO client ("tenantId", id, "firstName", "lastName", "birthDate", uci, "facilityId",
        created_at, deleted_at)
      SELECT md5('tenant-' || t)::uuid, md5('client-' || t || '-' || c)::uuid,
        (ARRAY['Ana', 'José', 'Mary', 'Zoë', 'Łukasz', 'Grace', 'Noël', 'Omar', 'Priya', '花子',
          'Peter', 'Ingrid', 'Søren'])[1 + c % 13],
        (ARRAY['García', 'O''Brien', 'Smith', 'Müller', 'Nguyễn', 'Álvarez', 'Strauß', '山田',
          'Okafor', 'Jones', 'Brown', 'Davis', 'Lopez', 'Wilson', 'Moore', 'Clark', 'Lewis'])
          [1 + c % 17]
          || CASE WHEN c % 3 = 0 THEN '-' || chr(65 + c % 26) || substr(md5(c::text), 1, 4)
               ELSE '' END,
        date '1940-01-01' + c * 17 % 20000, 'UCI' || lpad(c::text, 7, '0'),
        md5('facility-' || t || '-' || (1 + c % 5))::uuid,
        timestamptz '2025-01-01Z' + c * interval '1 minute',
        CASE WHEN c % 20 = 0 THEN timestamptz '2025-06-01Z' END
      FROM (SELECT generate_series(1, \(tenants)), n FROM generate_series(1, 1000) AS n)
        AS rows (t, c)
      """,
    ]
  }
}
