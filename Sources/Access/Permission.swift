/// One thing that can be allowed. Every route of the API names the one that it asks for.
public enum Permission: String, CaseIterable, Hashable, Sendable {
  /// Reads the organisation.
  case tenantRead = "tenant.read"
  /// Changes the organisation's settings.
  case tenantUpdate = "tenant.update"

  /// Reads people.
  case userRead = "user.read"
  /// Makes accounts.
  case userCreate = "user.create"
  /// Changes accounts.
  case userUpdate = "user.update"
  /// Deactivates accounts.
  case userDelete = "user.delete"
  /// Brings accounts back.
  case userRestore = "user.restore"

  /// Reads facilities.
  case facilityRead = "facility.read"
  /// Opens facilities.
  case facilityCreate = "facility.create"
  /// Changes facilities.
  case facilityUpdate = "facility.update"
  /// Closes facilities.
  case facilityDelete = "facility.delete"
  /// Brings facilities back.
  case facilityRestore = "facility.restore"

  /// Reads, lists and searches clients.
  case clientRead = "client.read"
  /// Takes clients in.
  case clientCreate = "client.create"
  /// Changes clients' records.
  case clientUpdate = "client.update"
  /// Moves clients from one facility to another: needs both.
  case clientMove = "client.move"
  /// Removes clients.
  case clientDelete = "client.delete"
  /// Brings clients back.
  case clientRestore = "client.restore"

  /// Reads who is assigned where.
  case staffRead = "staff.read"
  /// Assigns people to facilities.
  case staffAssign = "staff.assign"
  /// Ends assignments.
  case staffUnassign = "staff.unassign"

  /// Reads the audit logs.
  case auditRead = "audit.read"
  /// Takes the audit logs out of the system.
  case auditExport = "audit.export"
}
