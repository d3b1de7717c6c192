import Postgres
import TransparencyLog

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A tenant's log while rows are sealed.
struct LogSealing {
  let tenant: String
  var frontier: MerkleFrontier

  /// Appends a leaf and tells its index.
  mutating func append(_ hash: MerkleHash) -> UInt64 {
    frontier.append(hash)
    return frontier.size - 1
  }

  /// Signs the log as it is, and stores the checkpoint in the transaction that stores the leaves.
  func sign(with key: NoteSigningKey, on connection: Connection) async throws {
    let logKey = try key.named("\(key.verifierKey.name)/\(tenant)")
    var checkpoint = Checkpoint(
      origin: logKey.verifierKey.name,
      size: frontier.size,
      root: frontier.root
    )
    checkpoint.time = Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
    let note = try checkpoint.signed(by: logKey)
    try await connection.execute(
      """
      INSERT INTO public.audit_checkpoint ("tenantId", "treeSize", "rootHash", note)
      VALUES (\(tenant)::text::uuid, \(Int64(frontier.size)), \(Data(frontier.root.bytes)),
        \(note.description))
      """
    )
  }
}

/// The newest checkpoint of a tenant's log in the database.
struct LogHead {
  var size: UInt64 = 0
  var root = MerkleHash.emptyTree

  static func read(of tenant: String, on connection: Connection) async throws -> LogHead {
    let rows = try await connection.query(
      """
      SELECT "treeSize", "rootHash" FROM public.audit_checkpoint
      WHERE "tenantId" = \(tenant)::text::uuid ORDER BY "treeSize" DESC LIMIT 1
      """
    )
    guard let row = rows.first else { return LogHead() }
    let (size, root) = try row.decode(as: Int64.self, Data.self)
    return LogHead(size: UInt64(size), root: MerkleHash(bytes: root) ?? .emptyTree)
  }

  /// The tenants that have a checkpoint, found by one step in the index for each.
  static func tenants(on connection: Connection) async throws -> [String] {
    try await connection.query(
      """
      WITH RECURSIVE log AS (
        (SELECT "tenantId" FROM public.audit_checkpoint ORDER BY "tenantId" LIMIT 1)
        UNION ALL
        SELECT (SELECT c."tenantId" FROM public.audit_checkpoint c
          WHERE c."tenantId" > log."tenantId" ORDER BY c."tenantId" LIMIT 1)
        FROM log WHERE log."tenantId" IS NOT NULL
      )
      SELECT "tenantId"::text FROM log WHERE "tenantId" IS NOT NULL
      """
    ).map { try $0.decode(0) }
  }

  /// Makes sure that the database has just what was published.
  func expect(_ published: MerkleFrontier, tenant: String) throws {
    let trouble: String
    if size < published.size {
      trouble =
        "has \(size) sealed entries in the database, and \(published.size) were signed: an old backup "
        + "was restored, or its end was cut"
    } else if size > published.size {
      trouble = "was sealed by another sealer at the same time"
    } else if root != published.root {
      trouble =
        "has another checkpoint at \(size) entries in the database than was signed: it was re-hashed, "
        + "or an old backup was restored and sealed elsewhere"
    } else {
      return
    }
    throw Failure(message: "error: the log of \(tenant) \(trouble); nothing was signed")
  }
}

/// Leaves to be stored, a column after the other.
struct SealedLeaves {
  var tenants: [String] = []
  var indexes: [Int64] = []
  var tables: [String] = []
  var ids: [String] = []
  var dates: [String] = []
  var hashes: [Data] = []

  /// Stores them in one statement. COPY would be faster, but is refused on a table with policies.
  func store(on connection: Connection) async throws {
    try await connection.execute(
      """
      INSERT INTO public.audit_entry
        ("tenantId", "index", "logName", "entryId", created_at, "leafHash")
      SELECT tenant::uuid, position, log, id::uuid, made::timestamptz, hash
      FROM unnest(\(tenants)::text[], \(indexes)::bigint[], \(tables)::text[], \(ids)::text[],
        \(dates)::text[], \(hashes)::bytea[]) AS leaf (tenant, position, log, id, made, hash)
      """
    )
  }
}
