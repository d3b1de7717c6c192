import Postgres

/// The tables of the schema, each with a row that it accepts.
enum Table: String, CaseIterable, Sendable {
  case tenant
  case user
  case facility
  case client
  case clientNameKey = "client_name_key"
  case facilityStaff = "facility_staff"
  case audit = "user_action_audit_log"
  case session
  case dataAudit = "data_audit_log"
  case legalHold = "legal_hold"
  case auditEntry = "audit_entry"
  case auditCheckpoint = "audit_checkpoint"

  typealias Fields = [String: Value]

  /// A row that keeps every rule, of a tenant of its own; what is not here is NULL.
  var sample: Fields {
    let common: Fields = [
      "created_at": "2025-06-01T12:00:00Z", "updated_at": "2025-06-01T12:00:00Z",
    ]
    let own: Fields =
      switch self {
      case .tenant: ["id": .id(1), "name": "Sunrise Care", "status": "ACTIVE", "settings": [:]]
      case .user:
        [
          "tenantId": .id(1), "id": .id(11), "firstName": "Ana", "lastName": "García",
          "username": "ana", "role": "STAFF", "permissions": [:], "onboarding_step": 0,
          "status": "ACTIVE",
        ]
      case .facility:
        [
          "tenantId": .id(1), "id": .id(21), "name": "Sunrise House", "address": "1 Main Street",
          "city": "Sacramento", "state": "CA", "zip": "95814", "projectedClientCount": 6,
          "status": "ACTIVE",
        ]
      case .client:
        [
          "tenantId": .id(1), "id": .id(31), "firstName": "Noël", "lastName": "O'Brien",
          "birthDate": "1950-02-03", "uci": "ABC123", "facilityId": .id(21), "status": "ACTIVE",
        ]
      case .clientNameKey:
        [
          "tenantId": .id(1), "key": "noel", "clientId": .id(31), "facilityId": .id(21),
          "isWhole": "false",
        ]
      case .facilityStaff:
        [
          "tenantId": .id(1), "facilityId": .id(21), "userId": .id(11),
          "assigned_at": "2025-06-01T12:00:00Z",
        ]
      case .audit:
        [
          "tenantId": .id(1), "id": .id(41), "action": "READ", "outcome": "SUCCESS", "details": [:],
        ]
      case .session:
        [
          "tenantId": .id(1), "id": .id(61), "userId": .id(11), "tokenHash": .digest,
          "expires_at": "2025-06-02T12:00:00Z",
        ]
      case .dataAudit:
        [
          "tenantId": .id(1), "id": .id(71), "tableName": "client", "operation": "UPDATE",
          "rowKey": ["id": "1"], "oldValues": ["phone": "+12"], "newValues": ["phone": "+13"],
          "userId": .id(11), "requestId": .id(81), "transactionId": "7",
        ]
      case .legalHold:
        [
          "tenantId": .id(1), "id": .id(91), "reason": "A lawsuit",
          "heldFrom": "2025-01-01T00:00:00Z",
        ]
      case .auditEntry:
        [
          "tenantId": .id(1), "index": 0, "logName": "data_audit_log", "entryId": .id(71),
          "leafHash": .digest,
        ]
      case .auditCheckpoint:
        ["tenantId": .id(1), "treeSize": 1, "rootHash": .digest, "note": "signed"]
      }
    return own.merging(common) { own, _ in own }
  }

  /// Inserts a row of these fields and of no others; each must be given or be NULL.
  func insertion(of row: Fields) throws -> SQL {
    let json = try JSON(encoding: row)
    return switch self {
    case .tenant:
      """
      INSERT INTO tenant (id, name, status, settings, created_at, updated_at, deleted_at)
      SELECT id, name, status, settings, created_at, updated_at, deleted_at
      FROM jsonb_populate_record(NULL::tenant, \(json))
      """
    case .user:
      """
      INSERT INTO "user" ("tenantId", id, "firstName", "lastName", username, email, company, phone,
        role, permissions, onboarding_step, onboarding_completed_at, status, created_at, updated_at,
        deleted_at)
      SELECT "tenantId", id, "firstName", "lastName", username, email, company, phone,
        role, permissions, onboarding_step, onboarding_completed_at, status, created_at, updated_at,
        deleted_at
      FROM jsonb_populate_record(NULL::"user", \(json))
      """
    case .facility:
      """
      INSERT INTO facility ("tenantId", id, name, address, city, state, zip, phone, email,
        "projectedClientCount", "roomCount", status, created_at, updated_at, deleted_at)
      SELECT "tenantId", id, name, address, city, state, zip, phone, email,
        "projectedClientCount", "roomCount", status, created_at, updated_at, deleted_at
      FROM jsonb_populate_record(NULL::facility, \(json))
      """
    case .client:
      """
      INSERT INTO client ("tenantId", id, "firstName", "lastName", "birthDate", uci, photo,
        "facilityId", phone, email, status, created_at, updated_at, deleted_at)
      SELECT "tenantId", id, "firstName", "lastName", "birthDate", uci, photo,
        "facilityId", phone, email, status, created_at, updated_at, deleted_at
      FROM jsonb_populate_record(NULL::client, \(json))
      """
    case .clientNameKey:
      """
      INSERT INTO client_name_key ("tenantId", key, "clientId", "facilityId", "isWhole")
      SELECT "tenantId", key, "clientId", "facilityId", "isWhole"
      FROM jsonb_populate_record(NULL::client_name_key, \(json))
      """
    case .facilityStaff:
      """
      INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_at, assigned_by)
      SELECT "tenantId", "facilityId", "userId", assigned_at, assigned_by
      FROM jsonb_populate_record(NULL::facility_staff, \(json))
      """
    case .audit:
      """
      INSERT INTO user_action_audit_log ("tenantId", id, "userId", "clientId", "targetUserId",
        "targetFacilityId", action, outcome, details, "requestId", "sessionId", "ipAddress",
        "userAgent", created_at, "transactionId")
      SELECT "tenantId", id, "userId", "clientId", "targetUserId",
        "targetFacilityId", action, outcome, details, "requestId", "sessionId", "ipAddress",
        "userAgent", created_at, "transactionId"
      FROM jsonb_populate_record(NULL::user_action_audit_log, \(json))
      """
    case .session:
      """
      INSERT INTO session ("tenantId", id, "userId", "tokenHash", created_at, expires_at, revoked_at)
      SELECT "tenantId", id, "userId", "tokenHash", created_at, expires_at, revoked_at
      FROM jsonb_populate_record(NULL::session, \(json))
      """
    case .dataAudit:
      """
      INSERT INTO data_audit_log ("tenantId", id, "tableName", operation, "rowKey", "facilityId",
        "clientId", "oldValues", "newValues", "userId", operator, "sessionId", "requestId",
        "ipAddress", created_at, "transactionId")
      SELECT "tenantId", id, "tableName", operation, "rowKey", "facilityId",
        "clientId", "oldValues", "newValues", "userId", operator, "sessionId", "requestId",
        "ipAddress", created_at, "transactionId"
      FROM jsonb_populate_record(NULL::data_audit_log, \(json))
      """
    case .legalHold:
      """
      INSERT INTO legal_hold ("tenantId", id, reason, "heldFrom", created_at, released_at)
      SELECT "tenantId", id, reason, "heldFrom", created_at, released_at
      FROM jsonb_populate_record(NULL::legal_hold, \(json))
      """
    case .auditEntry:
      """
      INSERT INTO audit_entry ("tenantId", "index", "logName", "entryId", created_at, "leafHash")
      SELECT "tenantId", "index", "logName", "entryId", created_at, "leafHash"
      FROM jsonb_populate_record(NULL::audit_entry, \(json))
      """
    case .auditCheckpoint:
      """
      INSERT INTO audit_checkpoint ("tenantId", "treeSize", "rootHash", note, created_at)
      SELECT "tenantId", "treeSize", "rootHash", note, created_at
      FROM jsonb_populate_record(NULL::audit_checkpoint, \(json))
      """
    }
  }
}

extension Value {
  /// 32 other bytes.
  static let otherDigest = Value.text("\\x" + String(repeating: "cd", count: 32))

  /// 32 bytes, as PostgreSQL writes them.
  static let digest = Value.text("\\x" + String(repeating: "ab", count: 32))

  /// An identifier that is easy to tell from others.
  static func id(_ number: Int) -> Value {
    let digits = String(number)
    let zeros = String(repeating: "0", count: 12 - digits.count)
    return .text("00000000-0000-7000-8000-\(zeros)\(digits)")
  }
}

extension Connection {
  /// Inserts the table's sample row with some fields changed.
  func insert(_ table: Table, _ changes: Table.Fields = [:]) async throws {
    try await operate(table.insertion(of: table.sample.merging(changes) { _, new in new }))
  }
}
