internal import Access
internal import Postgres

extension TenantScope {
  /// The clients whose names fit a term best: whole words first, then beginnings, then parts of
  /// words, and where there is none of these, words that differ in a letter or two. Case, accents and
  /// the order of the words do not matter.
  ///
  /// - Returns: At most `limit` clients; none for a term without a letter.
  /// - Throws: As `clients`.
  public func searchClients(_ term: String, limit: Int = 50) async throws -> [ClientRow] {
    let limit = PageRequest(limit: limit).limit
    return try await perform(.clientRead, as: Action(.search)) { principal, audit in
      ClientSQL.search(term, limit: limit, principal, audit)
    } read: { principal, rows in
      try rows.map { row in try Self.checked(try ClientRow(row), for: principal, .clientRead) }
    }
  }
}
