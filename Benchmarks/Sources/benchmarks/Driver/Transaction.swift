import Postgres

/// What a connection does again and again, in pgbench's words and in ours.
///
/// Both read every result and look into none.
struct Transaction: Sendable {
  let name: String
  /// What our rate divided by pgbench's should be.
  var goal: Figure.Goal?
  /// The script for `pgbench --file`.
  let script: String
  let run: @Sendable (Connection, inout Dice) async throws -> Void

  /// The least that a round trip can be.
  static let selectOne = Transaction(name: "SELECT 1", script: "SELECT 1;\n") { connection, _ in
    _ = try await connection.query("SELECT 1")
  }

  /// What a request of one tenant does: its context, two reads by index, one row of audit.
  static let tenant = Transaction(
    name: "tenant transaction",
    script: dice + "BEGIN;\n" + tenantScript + "COMMIT;\n"
  ) { connection, dice in
    let request = TenantRequest(&dice)
    try await connection.transaction { connection in
      for statement in request.statements { _ = try await connection.query(statement) }
    }
  }

  /// The same in one round trip.
  static let tenantPipelined = Transaction(
    name: "tenant transaction, pipelined",
    goal: .atLeast(0.8),
    script: dice + "\\startpipeline\nBEGIN;\n" + tenantScript + "COMMIT;\n\\endpipeline\n"
  ) { connection, dice in
    var pipeline = Pipeline(transaction: TransactionOptions())
    for statement in TenantRequest(&dice).statements { pipeline.append(statement) }
    _ = try await connection.run(pipeline)
  }

  private static let dice = """
    \\set tenant random(1, \(TenantSchema.tenants))
    \\set client random(1, \(TenantSchema.clientsPerTenant))
    \\set facility random(1, \(TenantSchema.facilitiesPerTenant))

    """

  private static let tenantScript = """
    SELECT set_config('app.tenant_id', :tenant::text, true);
    SELECT set_config('app.user_id', :client::text, true);
    SELECT set_config('app.role', 'NURSE', true);
    SELECT id, name, created_at FROM client WHERE tenant_id = :tenant AND id = :client;
    SELECT id, name FROM client WHERE tenant_id = :tenant AND facility_id = :facility ORDER BY id LIMIT 10;
    INSERT INTO audit (tenant_id, user_id, action, client_id) VALUES (:tenant, :client, 'READ', :client);

    """
}

/// The statements of the tenant-shaped transaction between BEGIN and COMMIT.
private struct TenantRequest {
  let statements: [SQL]

  init(_ dice: inout Dice) {
    let tenant = dice.roll(TenantSchema.tenants)
    let client = dice.roll(TenantSchema.clientsPerTenant)
    let facility = dice.roll(TenantSchema.facilitiesPerTenant)
    statements = [
      "SELECT set_config('app.tenant_id', \(String(tenant)), true)",
      "SELECT set_config('app.user_id', \(String(client)), true)",
      "SELECT set_config('app.role', 'NURSE', true)",
      "SELECT id, name, created_at FROM client WHERE tenant_id = \(tenant) AND id = \(client)",
      """
      SELECT id, name FROM client WHERE tenant_id = \(tenant) AND facility_id = \(facility) \
      ORDER BY id LIMIT 10
      """,
      """
      INSERT INTO audit (tenant_id, user_id, action, client_id) \
      VALUES (\(tenant), \(client), 'READ', \(client))
      """,
    ]
  }
}
