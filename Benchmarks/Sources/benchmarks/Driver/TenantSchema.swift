import Postgres

/// The tables of the tenant-shaped transaction: 100 tenants with 1,000 clients each, under row-level
/// security, and a log of who read what.
enum TenantSchema {
  static let tenants = 100
  static let clientsPerTenant = 1_000
  static let facilitiesPerTenant = 20

  static func make(on connection: Connection) async throws {
    for statement in statements { try await connection.execute(statement) }
  }

  // Commits do not wait for the disk here: the disk would hide what the clients cost.
  private static let statements: [SQL] = [
    "ALTER DATABASE measured SET synchronous_commit = off",
    """
    CREATE TABLE client (
      tenant_id integer NOT NULL,
      id integer NOT NULL,
      facility_id integer NOT NULL,
      name text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, id)
    )
    """,
    """
    INSERT INTO client (tenant_id, id, facility_id, name)
    SELECT tenant, id, id % 20 + 1, 'client ' || id
    FROM generate_series(1, 100) AS tenant, generate_series(1, 1000) AS id
    """,
    "CREATE INDEX ON client (tenant_id, facility_id, id)",
    """
    CREATE TABLE audit (
      tenant_id integer NOT NULL,
      id bigint GENERATED ALWAYS AS IDENTITY,
      user_id integer NOT NULL,
      action text NOT NULL,
      client_id integer NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, id)
    )
    """,
    "ALTER TABLE client ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE audit ENABLE ROW LEVEL SECURITY",
    """
    CREATE POLICY tenant ON client
    USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::integer)
    """,
    """
    CREATE POLICY tenant ON audit
    USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::integer)
    """,
    """
    DO $$
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tenant') THEN
        CREATE ROLE tenant LOGIN;
      END IF;
    END
    $$
    """,
    "GRANT SELECT ON client TO tenant",
    "GRANT INSERT ON audit TO tenant",
    "VACUUM ANALYZE",
  ]
}
