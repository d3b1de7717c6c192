import Postgres
import TransparencyLog

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads a tenant's log from the database in its sealed order, row by row, as one moment shows it.
struct AuditExport {
  var tenant: TenantID
  /// Rows that are dated before this are left out; any form that PostgreSQL reads as a time.
  var from: String?
  /// Rows from this time on are left out.
  var to: String?

  /// What an export is made of, in the order in which it comes.
  enum Part {
    case checkpoint(note: String)
    case entry(Entry)
    /// Entries outside of the times, by the hashes of the subtrees that they fill.
    case omitted(from: UInt64, to: UInt64, hashes: [MerkleHash])
    /// A row that no checkpoint covers yet.
    case unsealed(log: String, id: String, createdAt: String, entry: [UInt8])
  }

  struct Entry {
    var index: UInt64
    var hash: MerkleHash
    var log: String
    var id: String
    var createdAt: String
    /// The row as canonical JSON; nil where it is gone.
    var bytes: [UInt8]?
    /// Whether it may be gone by its age.
    var isArchived: Bool
  }

  /// Notes in the log that it is read, then gives each part to the body.
  func read(
    from connection: Connection,
    format: String,
    _ body: (_ size: UInt64, _ part: Part?) throws -> Void
  ) async throws {
    try await connection.transaction(TransactionOptions(isolation: .repeatableRead)) { connection in
      try await AuditReading.record(
        "EXPORT_AUDIT",
        of: tenant,
        on: connection,
        details: ["from": from, "to": to, "format": format]
      )
      let size = try await connection.query(
        """
        SELECT COALESCE((SELECT max("index") + 1 FROM public.audit_entry
          WHERE "tenantId" = \(tenant.text)::text::uuid), 0)
        """
      ).only().decode(0, as: Int64.self)
      try body(UInt64(size), nil)
      let ends = try await checkpoints(on: connection) { try body(UInt64(size), $0) }
      try await entries(on: connection, ends) { try body(UInt64(size), $0) }
      try await unsealed(on: connection) { try body(UInt64(size), $0) }
    }
  }

  /// - Returns: The sizes that were signed, ascending.
  private func checkpoints(
    on connection: Connection,
    _ body: (Part) throws -> Void
  ) async throws -> [UInt64] {
    var sizes: [UInt64] = []
    try await connection.execute(
      """
      DECLARE heartly_notes NO SCROLL CURSOR FOR
      SELECT "treeSize", note FROM public.audit_checkpoint
      WHERE "tenantId" = \(tenant.text)::text::uuid ORDER BY "treeSize"
      """
    )
    while case let rows = try await connection.query("FETCH 2000 FROM heartly_notes"), !rows.isEmpty
    {
      for row in rows {
        sizes.append(UInt64(try row.decode(0, as: Int64.self)))
        try body(.checkpoint(note: try row.decode(1)))
      }
    }
    return sizes
  }

  private func entries(
    on connection: Connection,
    _ ends: [UInt64],
    _ body: (Part) throws -> Void
  ) async throws {
    try await connection.execute("SET LOCAL cursor_tuple_fraction = 1")
    try await connection.execute(Self.declareEntries(tenant.text, from, to))
    var run = OmittedRun()
    var ends = ends[...]
    while case let rows = try await connection.query("FETCH 2000 FROM heartly_entries"),
      !rows.isEmpty
    {
      for row in rows {
        let (index, hash, log, id, createdAt, isInside, isArchived, json) = try row.decode(
          as: Int64.self,
          Data.self,
          String.self,
          String.self,
          String.self,
          Bool.self,
          Bool.self,
          RawText?.self
        )
        let position = UInt64(index)
        guard let hash = MerkleHash(bytes: hash) else {
          throw Failure(message: "error: the hash of entry \(index) has not 32 bytes")
        }
        if isInside {
          if let part = run.end() { try body(part) }
          try body(
            .entry(
              Entry(
                index: position,
                hash: hash,
                log: log,
                id: id,
                createdAt: createdAt,
                bytes: try json.map { try CanonicalJSON.entry(of: $0.bytes) },
                isArchived: isArchived && json == nil
              )
            )
          )
        } else if let part = run.append(hash, at: position) {
          try body(part)
        }
        while let end = ends.first, end <= position + 1 {
          if let part = run.end() { try body(part) }
          ends = ends.dropFirst()
        }
      }
    }
    if let part = run.end() { try body(part) }
  }

  private func unsealed(on connection: Connection, _ body: (Part) throws -> Void) async throws {
    try await connection.execute(Self.declareUnsealed(tenant.text, from, to))
    while case let rows = try await connection.query("FETCH 2000 FROM heartly_unsealed"),
      !rows.isEmpty
    {
      for row in rows {
        let (log, id, createdAt, json) = try row.decode(
          as: String.self,
          String.self,
          String.self,
          RawText.self
        )
        try body(
          .unsealed(
            log: log,
            id: id,
            createdAt: createdAt,
            entry: try CanonicalJSON.entry(of: json.bytes)
          )
        )
      }
    }
  }
}

/// Entries that are left out one after the other, as the perfect subtrees that they fill.
private struct OmittedRun {
  private var first: UInt64 = 0
  private var next: UInt64 = 0
  private var parts: [(level: UInt64, start: UInt64, hash: MerkleHash)] = []

  /// Takes the next one.
  ///
  /// - Returns: What came before, where the two do not follow one another.
  mutating func append(_ hash: MerkleHash, at index: UInt64) -> AuditExport.Part? {
    let before = parts.isEmpty || index == next ? nil : end()
    if parts.isEmpty { first = index }
    next = index + 1
    parts.append((0, index, hash))
    while parts.count > 1,
      case let (left, right) = (parts[parts.count - 2], parts[parts.count - 1]),
      left.level == right.level, left.start % (UInt64(2) << left.level) == 0
    {
      parts.removeLast(2)
      parts.append((left.level + 1, left.start, MerkleHash(left: left.hash, right: right.hash)))
    }
    return before
  }

  mutating func end() -> AuditExport.Part? {
    guard !parts.isEmpty else { return nil }
    defer { parts = [] }
    return .omitted(from: first, to: next, hashes: parts.map(\.hash))
  }
}
