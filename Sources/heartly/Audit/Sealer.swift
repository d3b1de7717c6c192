import Postgres
import TransparencyLog

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes the audit rows of all tenants leaves of their logs, signs the logs, and keeps what was
/// signed outside of the database.
///
/// A row is sealed once, in the order of transactions. Rows are taken only of transactions below
/// the oldest that is still running: nothing can appear among them any more. The leaves, the
/// checkpoints and the watermark are committed together, and published afterwards: a sealer that
/// dies in between leaves to the next one to publish them.
struct Sealer {
  /// What was sealed.
  struct Sealed {
    var entries = 0
    var logs = 0
  }

  let connection: Connection
  let key: NoteSigningKey
  let directory: String
  /// How many rows one transaction takes, unless a single transaction wrote more.
  var batchSize = 50_000
  /// The logs as they are kept outside, each at the size that the database has.
  private var published: [String: MerkleFrontier] = [:]

  init(connection: Connection, key: NoteSigningKey, directory: String) {
    self.connection = connection
    self.key = key
    self.directory = directory
  }

  /// Seals and publishes until nothing is left that can be sealed.
  mutating func sealEverything() async throws -> Sealed {
    var sealed = Sealed()
    var isDone = false
    while !isDone {
      let batch = try await sealBatch()
      for tenant in batch.logs { try await publish(tenant) }
      sealed.entries += batch.entries
      sealed.logs += batch.logs.count
      isDone = batch.isLast
    }
    return sealed
  }

  private struct Batch {
    var entries = 0
    var logs: [String] = []
    var isLast = true
  }

  private mutating func sealBatch() async throws -> Batch {
    let window = try await SealingWindow.current(on: connection, batchSize: batchSize)
    guard !window.isEmpty else { return Batch() }
    var batch = Batch(isLast: window.isLast)
    var sealing = self
    try await connection.transaction { connection in
      try await window.declareCursor(on: connection)
      var log: LogSealing?
      while case let rows = try await connection.query("FETCH 2000 FROM heartly_sealing"),
        !rows.isEmpty
      {
        var leaves = SealedLeaves()
        for row in rows {
          let (tenant, table, id, createdAt, json) = try row.decode(
            as: String.self,
            String.self,
            String.self,
            String.self,
            RawText.self
          )
          if log?.tenant != tenant {
            try await log?.sign(with: key, on: connection)
            log = try await sealing.begin(tenant)
            batch.logs.append(tenant)
          }
          let hash = MerkleHash(leaf: try CanonicalJSON.entry(of: json.bytes))
          leaves.tenants.append(tenant)
          leaves.indexes.append(Int64(log?.append(hash) ?? 0))
          leaves.tables.append(table)
          leaves.ids.append(id)
          leaves.dates.append(createdAt)
          leaves.hashes.append(Data(hash.bytes))
        }
        batch.entries += rows.count
        try await leaves.store(on: connection)
      }
      try await log?.sign(with: key, on: connection)
      try await connection.execute("CLOSE heartly_sealing")
      // Nothing is written where nothing was found: a log at rest costs no transaction.
      if batch.entries > 0 || window.from == nil { try await window.advance(on: connection) }
    }
    published = sealing.published
    return batch
  }

  /// Goes on with a log where it is published.
  private mutating func begin(_ tenant: String) async throws -> LogSealing {
    let frontier: MerkleFrontier
    if let known = published[tenant] {
      frontier = known
    } else {
      frontier = try LogDirectory("\(directory)/\(tenant)")
        .state(keys: [key.verifierKey.log(of: tenant)]).frontier
      published[tenant] = frontier
    }
    let head = try await LogHead.read(of: tenant, on: connection)
    try head.expect(frontier, tenant: tenant)
    return LogSealing(tenant: tenant, frontier: frontier)
  }

  // MARK: Publishing

  /// Publishes what an earlier sealer did not come to, and makes sure that no log is shorter than
  /// what was published of it.
  mutating func publishAll() async throws {
    for tenant in try await LogHead.tenants(on: connection) { try await publish(tenant) }
    for name in (try? Platform.names(inDirectory: directory)) ?? [] where published[name] == nil {
      guard TenantID(argument: name) != nil else { continue }
      try await publish(name)
    }
  }

  private mutating func publish(_ tenant: String) async throws {
    let logKey = try key.verifierKey.log(of: tenant)
    let place = LogDirectory("\(directory)/\(tenant)")
    let head = try await LogHead.read(of: tenant, on: connection)
    let state = try place.state(keys: [logKey])
    guard head.size > state.frontier.size else {
      try head.expect(state.frontier, tenant: tenant)
      published[tenant] = state.frontier
      return
    }
    var appender = try LogAppender(place, keys: [logKey])
    try await connection.transaction(
      TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
    ) {
      connection in
      let from = Int64(appender.frontier.size)
      var notes = try await connection.query(
        """
        SELECT "treeSize", note FROM public.audit_checkpoint
        WHERE "tenantId" = \(tenant)::text::uuid AND "treeSize" > \(from) ORDER BY "treeSize"
        """
      )[...]
      try await connection.execute(
        """
        DECLARE heartly_publishing NO SCROLL CURSOR FOR
        SELECT "index", "leafHash", "logName", "entryId"::text, to_json(created_at) #>> '{}'
        FROM public.audit_entry
        WHERE "tenantId" = \(tenant)::text::uuid AND "index" >= \(from) ORDER BY "index"
        """
      )
      while case let rows = try await connection.query("FETCH 5000 FROM heartly_publishing"),
        !rows.isEmpty
      {
        for row in rows {
          try append(row, to: &appender, of: tenant)
          guard let note = notes.first, try note.decode(0, as: Int64.self) == appender.frontier.size
          else { continue }
          try appender.append(SignedNote(parsing: note.decode(1, as: String.self)))
          notes = notes.dropFirst()
        }
      }
    }
    try appender.commit()
    try head.expect(appender.frontier, tenant: tenant)
    published[tenant] = appender.frontier
  }

  private func append(_ row: Row, to appender: inout LogAppender, of tenant: String) throws {
    let (index, hash, log, id, createdAt) = try row.decode(
      as: Int64.self,
      Data.self,
      String.self,
      String.self,
      String.self
    )
    guard index == appender.frontier.size, let hash = MerkleHash(bytes: hash) else {
      throw Failure(
        message:
          "error: the log of \(tenant) has no entry \(appender.frontier.size), although later "
          + "ones are there; nothing was signed"
      )
    }
    try appender.append(
      LeafLine(index: UInt64(index), hash: hash, log: log, id: id, createdAt: createdAt)
    )
  }
}
