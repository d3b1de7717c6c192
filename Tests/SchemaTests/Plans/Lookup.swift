import Testing

/// The queries of the application that an index exists for: ten that the nine performance indexes
/// serve (the name search has two), and two that keys serve.
enum Lookup: CaseIterable, Sendable {
  case clientsOfFacility
  case clientsByNamePrefix
  case clientsByNameInfix
  case usersByRole
  case usersOnboarding
  case auditOfUser
  case auditOfClient
  case auditOfFacility
  case auditOfTenant
  case auditOfAction
  case clientByUCI
  case facilitiesOfUser

  /// The index that serves it. The audit log's is that of its one partition.
  var index: String {
    switch self {
    case .clientsOfFacility: "IDX_client_facility_name"
    case .clientsByNamePrefix, .clientsByNameInfix: "IDX_client_searchName"
    case .usersByRole: "IDX_user_role_name"
    case .usersOnboarding: "IDX_user_onboarding"
    case .auditOfUser: "IDX_user_action_audit_log_default_user_time"
    case .auditOfClient: "IDX_user_action_audit_log_default_client_time"
    case .auditOfFacility: "IDX_user_action_audit_log_default_facility_time"
    case .auditOfTenant: "IDX_user_action_audit_log_default_tenant_time"
    case .auditOfAction: "IDX_user_action_audit_log_default_action_time"
    case .clientByUCI: "UQ_client_uci"
    case .facilitiesOfUser: "IDX_facility_staff_user"
    }
  }

  /// Served by an index of the seventh migration.
  static let fast: [Lookup] = allCases.filter { $0.isPaged }

  /// Whether it is asked page by page; the others have one short answer.
  var isPaged: Bool { self != .clientByUCI && self != .facilitiesOfUser }

  /// The most rows of a page.
  static let pageLength = 50
}
