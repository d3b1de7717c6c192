import Postgres

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Whom a lookup asks about.
struct Subject: Sendable {
  var tenant: UUID
  var facility: UUID
  var user: UUID
  var client: UUID

  /// Some of the seventh tenant's.
  init(in connection: Connection) async throws {
    let row = try await connection.query(
      """
      SELECT md5('tenant-7')::uuid, md5('facility-7-1')::uuid, md5('user-7-13')::uuid,
        md5('client-7-12')::uuid
      """
    ).only()
    (tenant, facility, user, client) = try row.decode(
      as: UUID.self,
      UUID.self,
      UUID.self,
      UUID.self
    )
  }
}

extension Lookup {
  /// The statement as the application sends it: parameters bound, fifty rows a page, and each page
  /// after the last row of the one before it.
  func page(of subject: Subject, after last: Row? = nil) throws -> SQL {
    switch self {
    case .clientsOfFacility:
      """
      SELECT id, "firstName", "lastName", "birthDate", uci, status FROM client
      WHERE "tenantId" = \(subject.tenant) AND "facilityId" = \(subject.facility)
        AND deleted_at IS NULL\(try Self.afterName(last))
      ORDER BY "lastName", "firstName", id LIMIT 50
      """
    case .clientsByNamePrefix:
      """
      WITH term AS MATERIALIZED (SELECT \(Self.folded("LUKA")) AS folded)
      SELECT id, "firstName", "lastName", "birthDate", "facilityId", "searchName" FROM client
      WHERE "tenantId" = \(subject.tenant) AND deleted_at IS NULL
        AND "searchName" >= (SELECT folded FROM term)
        AND "searchName" < (SELECT folded || chr(1114111) FROM term)\(try Self.afterHit(last))
      ORDER BY "searchName", id LIMIT 50
      """
    case .clientsByNameInfix:
      """
      WITH term AS MATERIALIZED (SELECT \(Self.folded("Strauss")) AS folded)
      SELECT id, "firstName", "lastName", "birthDate", "facilityId", "searchName" FROM client
      WHERE "tenantId" = \(subject.tenant) AND deleted_at IS NULL
        AND position((SELECT folded FROM term) IN "searchName") > 0\(try Self.afterHit(last))
      ORDER BY "searchName", id LIMIT 50
      """
    case .usersByRole:
      """
      SELECT id, "firstName", "lastName", username, email, role, status FROM "user"
      WHERE "tenantId" = \(subject.tenant) AND role = \("STAFF")
        AND deleted_at IS NULL\(try Self.afterName(last))
      ORDER BY "lastName", "firstName", id LIMIT 50
      """
    case .usersOnboarding:
      """
      SELECT id, "firstName", "lastName", onboarding_step, created_at FROM "user"
      WHERE "tenantId" = \(subject.tenant) AND onboarding_completed_at IS NULL
        AND deleted_at IS NULL\(try Self.afterTime(last))
      ORDER BY created_at, id LIMIT 50
      """
    case .auditOfUser: try Self.audit(subject, #" AND "userId" = \#(subject.user)"#, last)
    case .auditOfClient: try Self.audit(subject, #" AND "clientId" = \#(subject.client)"#, last)
    case .auditOfFacility:
      try Self.audit(subject, #" AND "targetFacilityId" = \#(subject.facility)"#, last)
    case .auditOfTenant: try Self.audit(subject, "", last)
    case .auditOfAction: try Self.audit(subject, " AND action = \("READ")", last)
    case .clientByUCI:
      """
      SELECT id, "firstName", "lastName" FROM client
      WHERE "tenantId" = \(subject.tenant) AND uci = \("UCI0000123") AND deleted_at IS NULL
      """
    case .facilitiesOfUser:
      """
      SELECT f.id, f.name FROM facility_staff s
      JOIN facility f ON f."tenantId" = s."tenantId" AND f.id = s."facilityId"
      WHERE s."tenantId" = \(subject.tenant) AND s."userId" = \(subject.user)
        AND f.deleted_at IS NULL
      ORDER BY f.name
      """
    }
  }

  /// Newest first.
  private static func audit(_ subject: Subject, _ condition: SQL, _ last: Row?) throws -> SQL {
    let after: SQL =
      if let last {
        """
         AND (created_at, id) < (\(try last.decode("created_at", as: Date.self)),
          \(try last.decode("id", as: UUID.self)))
        """
      } else {
        ""
      }
    return """
      SELECT id, created_at, "userId", "clientId", "targetUserId", "targetFacilityId", action,
        outcome
      FROM user_action_audit_log
      WHERE "tenantId" = \(subject.tenant)\(condition)\(after)
      ORDER BY created_at DESC, id DESC LIMIT 50
      """
  }

  private static func afterName(_ last: Row?) throws -> SQL {
    guard let last else { return "" }
    return """
       AND ("lastName", "firstName", id) > (\(try last.decode("lastName", as: String.self)),
        \(try last.decode("firstName", as: String.self)), \(try last.decode("id", as: UUID.self)))
      """
  }

  private static func afterHit(_ last: Row?) throws -> SQL {
    guard let last else { return "" }
    return """
       AND ("searchName", id) > (\(try last.decode("searchName", as: String.self)),
        \(try last.decode("id", as: UUID.self)))
      """
  }

  private static func afterTime(_ last: Row?) throws -> SQL {
    guard let last else { return "" }
    return """
       AND (created_at, id) > (\(try last.decode("created_at", as: Date.self)),
        \(try last.decode("id", as: UUID.self)))
      """
  }

  /// A search term as `"searchName"` writes names: the expression of that column.
  static func folded(_ term: String) -> SQL {
    #"""
    left(replace(replace(replace(translate(regexp_replace(
      lower(normalize(\#(term), NFKD) COLLATE "und-x-icu") COLLATE "C",
      '[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u064B-\u065F\u0670\u1DC0-\u1DFF]', '', 'g'),
      'øłđðħŧıς’‘ʼ‐', 'olddhtiσ''''''-'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 200)
    """#
  }
}
