public import Postgres

/// The organisations' data, and the only door to it.
///
/// ```swift
/// let client = try await store.withScope(for: credential, from: origin) { scope in
///   try await scope.client(id)
/// }
/// ```
public struct Store: Sendable {
  let pool: ConnectionPool
  private let principals: PrincipalCache
  private let cursors: CursorSeal

  /// Makes a store.
  ///
  /// - Parameters:
  ///   - pool: Sessions of the runtime role, which owns nothing and is held by row-level security.
  ///   - cursorKey: Seals the cursors of pages; instances that serve one address share it.
  public init(pool: ConnectionPool, cursorKey: CursorKey) {
    self.pool = pool
    principals = PrincipalCache()
    cursors = CursorSeal(key: cursorKey)
  }

  /// Lends the data of one person's organisation, as far as that person may see it, for one request.
  ///
  /// - Throws: `StoreError.unavailable` where the database cannot be had in time; what the body
  ///   throws.
  public nonisolated(nonsending) func withScope<Value: Sendable>(
    for credential: Credential,
    from origin: Origin,
    _ body: (borrowing TenantScope) async throws -> Value
  ) async throws -> Value {
    do {
      return try await pool.withConnection { connection in
        let scope = TenantScope(
          connection: connection,
          credential: credential,
          origin: origin,
          principals: principals,
          cursors: cursors
        )
        return try await body(scope)
      }
    } catch let error as PostgresError {
      throw StoreError(error)
    }
  }

  /// Whether a session of the database can be had and answers.
  public func isReady() async -> Bool {
    let rows = try? await pool.withConnection { try await $0.query("SELECT 1") }
    return rows?.count == 1
  }

  /// How many sessions of the database there are in each state, and how many were opened or failed to
  /// open so far.
  public var sessionCounts: [(state: String, count: Int)] {
    let pool = pool.statistics
    return [
      ("idle", pool.idle), ("leased", pool.leased), ("opening", pool.opening),
      ("waiting", pool.waiting), ("opened", pool.opened), ("failures", pool.failures),
    ]
  }
}
