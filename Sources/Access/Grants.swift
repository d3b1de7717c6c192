/// What was granted or refused to one person beside their role (the column `permissions`).
///
/// A refusal wins over a grant, and a grant over the role's defaults up to the role's ceiling.
public struct Grants: Hashable, Sendable {
  /// Nothing beside the role.
  public static let none = Grants()

  /// What the person may do in addition.
  public var granted: Set<Permission>
  /// What the person may not do although their role may.
  public var refused: Set<Permission>

  /// Makes grants.
  public init(granted: Set<Permission> = [], refused: Set<Permission> = []) {
    self.granted = granted
    self.refused = refused
  }
}
