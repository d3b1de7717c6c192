/// Every operation of the API.
enum Routes {
  static let all: [Route] =
    HealthRoutes.all + TenantRoutes.all + UserRoutes.all + FacilityRoutes.all + StaffRoutes.all
    + ClientRoutes.all + AuditRoutes.all + DocumentationRoutes.all
}
