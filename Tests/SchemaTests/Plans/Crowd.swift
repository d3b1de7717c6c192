import Postgres
import TestDatabase

/// Many tenants, all alike, with what they own.
///
/// Each has 5 facilities, 100 users (one in ten still onboarding), 300 assignments, 1,000 clients
/// (one in twenty deleted) and 2,000 audit rows. Identifiers are the MD5 of a readable name, such as
/// `md5('client-7-12')` for the twelfth client of tenant 7; nothing depends on clock or chance.
enum Crowd {
  /// Fills the tables of a migrated database.
  static func load(tenants: Int32, into database: TestDatabase) async throws {
    async let audit: Void = run([auditRows(tenants)], in: database)
    try await run([self.tenants(tenants), facilities(tenants), users(tenants)], in: database)
    try await run([assignments(tenants), clients(tenants)], in: database)
    try await audit
  }

  /// Signs two people of each tenant in: the OWNER, and one more, an ADMIN of the first facility
  /// alone. Needs the newest schema.
  static func signIn(tenants: Int32, to database: TestDatabase) async throws {
    try await run([bosses(tenants), bossAssignments(tenants), sessions(tenants)], in: database)
  }

  @concurrent private static func run(
    _ statements: [SQL],
    in database: TestDatabase
  ) async throws {
    let connection = try await database.connect()
    defer { connection.close() }
    try await connection.transaction { connection in
      try await connection.beginOperation()
      for statement in statements { try await connection.execute(statement) }
    }
  }

  /// Pairs of a tenant and a number, the first of each tenant first: organisations grow side by side,
  /// so that the rows of one are spread over the table.
  private static func interleaved(_ tenants: Int32, _ each: Int32) -> SQL {
    "(SELECT generate_series(1, \(tenants)), n FROM generate_series(1, \(each)) AS n)"
  }

  private static func tenants(_ count: Int32) -> SQL {
    """
    INSERT INTO tenant (id, name, created_at)
    SELECT md5('tenant-' || t)::uuid, 'Tenant ' || t, timestamptz '2025-01-01Z'
    FROM generate_series(1, \(count)) AS t
    """
  }

  private static func facilities(_ tenants: Int32) -> SQL {
    """
    INSERT INTO facility ("tenantId", id, name, address, city, state, zip, "roomCount", created_at)
    SELECT md5('tenant-' || t)::uuid, md5('facility-' || t || '-' || f)::uuid, 'House ' || f,
      f || ' Main Street', 'Sacramento', 'CA', '95814', 250, timestamptz '2025-01-01Z'
    FROM \(interleaved(tenants, 5)) AS rows (t, f)
    """
  }

  /// One OWNER, nine ADMINs, ninety STAFF.
  private static func users(_ tenants: Int32) -> SQL {
    """
    INSERT INTO "user" ("tenantId", id, "firstName", "lastName", username, email, role,
      onboarding_step, onboarding_completed_at, created_at)
    SELECT md5('tenant-' || t)::uuid, md5('user-' || t || '-' || u)::uuid,
      (ARRAY['Ana', 'José', 'Mary', 'Zoë', 'Łukasz', 'Grace', 'Noël', 'Omar', 'Priya', '花子'])
        [1 + u % 10],
      (ARRAY['García', 'O''Brien', 'Smith', 'Müller', 'Nguyễn', 'Álvarez', 'Strauß', '山田',
        'Okafor', 'Jones', 'Brown'])[1 + u % 11],
      'user' || u, 'user' || u || '@tenant' || t || '.example',
      CASE WHEN u = 1 THEN 'OWNER' WHEN u <= 10 THEN 'ADMIN' ELSE 'STAFF' END,
      CASE WHEN u % 10 = 0 THEN 3 ELSE 10 END,
      CASE WHEN u % 10 > 0 THEN timestamptz '2025-02-01Z' END,
      timestamptz '2025-01-01Z' + u * interval '1 hour'
    FROM \(interleaved(tenants, 100)) AS rows (t, u)
    """
  }

  /// Three a person, all made by the first user.
  private static func assignments(_ tenants: Int32) -> SQL {
    """
    INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_at, assigned_by)
    SELECT md5('tenant-' || t)::uuid, md5('facility-' || t || '-' || (1 + (u + k) % 5))::uuid,
      md5('user-' || t || '-' || u)::uuid, timestamptz '2025-02-01Z',
      md5('user-' || t || '-1')::uuid
    FROM \(interleaved(tenants, 100)) AS rows (t, u), generate_series(0, 2) AS k
    """
  }

  private static func bosses(_ tenants: Int32) -> SQL {
    """
    INSERT INTO "user" ("tenantId", id, "firstName", "lastName", username, role, onboarding_step,
      onboarding_completed_at, created_at)
    SELECT md5('tenant-' || t)::uuid, md5('boss-' || t)::uuid, 'Ana', 'García', 'boss', 'ADMIN', 10,
      timestamptz '2025-02-01Z', timestamptz '2025-01-01Z'
    FROM generate_series(1, \(tenants)) AS t
    """
  }

  private static func bossAssignments(_ tenants: Int32) -> SQL {
    """
    INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_at, assigned_by)
    SELECT md5('tenant-' || t)::uuid, md5('facility-' || t || '-1')::uuid,
      md5('boss-' || t)::uuid, timestamptz '2025-02-01Z', md5('user-' || t || '-1')::uuid
    FROM generate_series(1, \(tenants)) AS t
    """
  }

  /// The tokens are `owner-7` and `boss-7` for tenant 7.
  private static func sessions(_ tenants: Int32) -> SQL {
    """
    INSERT INTO session ("tenantId", "userId", "tokenHash", expires_at)
    SELECT md5('tenant-' || t)::uuid, md5(person)::uuid, sha256(token::bytea),
      now() + interval '1 day'
    FROM generate_series(1, \(tenants)) AS t, LATERAL (VALUES
      ('user-' || t || '-1', 'owner-' || t), ('boss-' || t, 'boss-' || t)) AS who (person, token)
    """
  }

  private static func clients(_ tenants: Int32) -> SQL {
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
    FROM \(interleaved(tenants, 1000)) AS rows (t, c)
    """
  }

  /// In order of time, as a log is written; one in forty is a failed sign-in.
  private static func auditRows(_ tenants: Int32) -> SQL {
    """
    INSERT INTO user_action_audit_log ("tenantId", id, "userId", "clientId", "targetFacilityId",
      action, outcome, created_at)
    SELECT md5('tenant-' || t)::uuid, md5('audit-' || t || '-' || a)::uuid,
      CASE WHEN a % 40 > 0 THEN md5('user-' || t || '-' || (1 + a % 100))::uuid END,
      CASE WHEN a % 5 < 3 THEN md5('client-' || t || '-' || (1 + a % 1000))::uuid END,
      CASE WHEN a % 5 < 3 THEN md5('facility-' || t || '-' || (1 + a % 5))::uuid END,
      CASE WHEN a % 40 = 0 THEN 'LOGIN_FAILED'
        ELSE (ARRAY['READ', 'READ', 'READ', 'LIST', 'LIST', 'SEARCH', 'UPDATE', 'CREATE'])
          [1 + a % 8] END,
      CASE WHEN a % 40 = 0 THEN 'FAILURE' ELSE 'SUCCESS' END,
      timestamptz '2025-01-01Z' + a * interval '4 hours' + t * interval '1 minute'
    FROM \(interleaved(tenants, 2000)) AS rows (t, a)
    """
  }
}
