/// The roles of the platform that may sign in. The migration `CreateRoles` makes them.
enum SignInRole: String, CaseIterable {
  /// Changes the schema.
  case migrator = "heartly_migrator"
  /// Serves requests.
  case app = "heartly_app"
  /// Reads the audit logs of all tenants.
  case auditor = "heartly_auditor"
  /// Seals the audit logs.
  case sealer = "heartly_sealer"
  /// Dumps.
  case backup = "heartly_backup"
}
