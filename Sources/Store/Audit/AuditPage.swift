/// Some rows of an audit log, and the part of the time that they were looked for in.
public struct AuditPage<Element: Sendable>: Sendable {
  /// The rows.
  public var page: Page<Element>
  /// The first page's, whatever a later one asked for.
  public var period: Period
}
