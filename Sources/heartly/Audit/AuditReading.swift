import Postgres

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The row of the audit log that says who read the audit log.
enum AuditReading {
  /// Writes it in the transaction that reads: where it cannot be written, nothing is read.
  static func record(
    _ action: String,
    of tenant: TenantID,
    on connection: Connection,
    details: [String: String?]
  ) async throws {
    let details = try JSON(encoding: details.compactMapValues { $0 })
    try await connection.execute(
      """
      SELECT heartly.record_audit_reading(\(tenant.text)::text::uuid, \(action)::text,
        \(details.text)::text::jsonb)
      """
    )
  }
}
