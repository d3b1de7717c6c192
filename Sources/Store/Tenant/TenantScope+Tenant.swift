internal import Access
internal import Postgres

extension TenantScope {
  /// The organisation; only an OWNER gets more than its name.
  public func tenant() async throws -> TenantRow {
    try await perform(.tenantRead, on: .tenant, as: Action(.read)) { principal, audit in
      TenantSQL.read(principal, audit)
    } read: { _, rows in
      try TenantRow(try rows.only())
    }
  }

  /// Lays a merge patch (RFC 7396), the JSON text of an object, over the organisation's settings.
  ///
  /// - Throws: `StoreError.changed` where the record is in another state than the caller has seen.
  public func updateTenant(
    settings patch: String,
    ifVersion version: Version?
  ) async throws -> TenantRow {
    try await perform(.tenantUpdate, on: .tenant, as: Action(.update)) { principal, audit in
      TenantSQL.update(settings: JSON(text: patch), version: version, principal, audit)
    } read: { _, rows in
      try TenantRow(try Self.changed(rows))
    }
  }
}
