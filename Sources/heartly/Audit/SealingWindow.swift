import Postgres

/// The transactions whose rows a batch takes: from the watermark to the oldest that is still
/// running.
struct SealingWindow {
  /// The first transaction whose rows are taken; nil takes all rows that are not sealed, whatever
  /// their transaction: before there is a watermark, and after a restore into another cluster,
  /// which counts transactions anew.
  var from: String?
  /// The first whose rows are not taken.
  var to: String
  var systemIdentifier: Int64
  /// Whether everything that can be sealed is in it.
  var isLast = true

  var isEmpty: Bool { from == to }

  static func current(on connection: Connection, batchSize: Int) async throws -> SealingWindow {
    // A later statement sees every row of the transactions below this.
    let (horizon, system) = try await connection.query(
      """
      SELECT pg_snapshot_xmin(pg_current_snapshot())::text,
        (SELECT system_identifier FROM pg_control_system())
      """
    ).only().decode(as: String.self, Int64.self)
    var window = SealingWindow(to: horizon, systemIdentifier: system)
    let known = try await connection.query(
      """
      SELECT "transactionId"::text FROM heartly.audit_watermark
      WHERE "systemIdentifier" = \(system) AND "transactionId" <= \(horizon)::text::xid8
      """
    )
    guard let row = known.first else { return window }
    let from: String = try row.decode(0)
    window.from = from
    guard from != horizon else { return window }
    // The first transaction that is too many, but one at least.
    let limit = try await connection.query(
      """
      SELECT LEAST(\(horizon)::text::xid8, greatest((\(from)::text::bigint + 1)::text::xid8, LEAST(
        (SELECT "transactionId" FROM public.user_action_audit_log
         WHERE "transactionId" >= \(from)::text::xid8 AND "transactionId" < \(horizon)::text::xid8
         ORDER BY 1 OFFSET \(Int64(batchSize)) LIMIT 1),
        (SELECT "transactionId" FROM public.data_audit_log
         WHERE "transactionId" >= \(from)::text::xid8 AND "transactionId" < \(horizon)::text::xid8
         ORDER BY 1 OFFSET \(Int64(batchSize)) LIMIT 1),
        \(horizon)::text::xid8)))::text
      """
    ).only().decode(0, as: String.self)
    window.isLast = limit == horizon
    window.to = limit
    return window
  }

  /// Opens the cursor over the rows, a tenant after the other.
  func declareCursor(on connection: Connection) async throws {
    // The planner otherwise counts on a tenth of the rows being read.
    try await connection.execute("SET LOCAL cursor_tuple_fraction = 1")
    try await connection.execute(
      """
      DECLARE heartly_sealing NO SCROLL CURSOR FOR
      SELECT "tenantId"::text, log, id::text, to_json(created_at) #>> '{}', entry
      FROM (
        SELECT r."tenantId", 'user_action_audit_log' AS log, r.id, r.created_at, r."transactionId",
          row_to_json(r)::text AS entry
        FROM public.user_action_audit_log r
        WHERE NOT EXISTS (
          SELECT FROM public.audit_entry e WHERE e."tenantId" = r."tenantId" AND e."entryId" = r.id
            AND e.created_at = r.created_at AND e."logName" = 'user_action_audit_log'
        ) \(bounds)
        UNION ALL
        SELECT r."tenantId", 'data_audit_log', r.id, r.created_at, r."transactionId",
          row_to_json(r)::text
        FROM public.data_audit_log r
        WHERE NOT EXISTS (
          SELECT FROM public.audit_entry e WHERE e."tenantId" = r."tenantId" AND e."entryId" = r.id
            AND e.created_at = r.created_at AND e."logName" = 'data_audit_log'
        ) \(bounds)
      ) unsealed
      ORDER BY "tenantId", "transactionId" NULLS FIRST, created_at, id
      """
    )
  }

  private var bounds: SQL {
    guard let from else { return "" }
    return """
      AND r."transactionId" >= \(from)::text::xid8 AND r."transactionId" < \(to)::text::xid8
      """
  }

  /// Moves the watermark to the end of the window.
  func advance(on connection: Connection) async throws {
    try await connection.execute(
      """
      INSERT INTO heartly.audit_watermark (id, "transactionId", "systemIdentifier")
      VALUES (1, \(to)::text::xid8, \(systemIdentifier))
      ON CONFLICT (id) DO UPDATE SET "transactionId" = excluded."transactionId",
        "systemIdentifier" = excluded."systemIdentifier", updated_at = now()
      """
    )
  }
}
