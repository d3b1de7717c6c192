/// What a project asks of the analyser: which rules, how severe, and what the files do not tell.
public struct LintConfiguration: Sendable, Equatable {
  /// How a rule counts in this project.
  public enum Level: String, Sendable, CaseIterable {
    /// Not reported at all.
    case off
    /// Worth knowing; changes no exit status.
    case note
    /// Runs, and does harm.
    case warning
    /// Must not pass.
    case error
  }

  /// The levels that differ from the rules' own. What PostgreSQL would refuse can be no less than an
  /// error.
  public var levels: [Rule: Level] = [:]
  /// Whether the conventions of ``Rule/isHouseRule`` are judged. Default false: another project has
  /// conventions of its own.
  public var appliesHouseRules = false
  /// Tables that hold no rows where the migrations will run, so that locks and rewrites of them cost
  /// nothing. Names as SQL folds them, with the schema where it is not `public`.
  public var emptyTables: Set<String> = []
  /// The first migration that is judged, by its version; those before are replayed only. Default nil:
  /// all are judged.
  public var firstVersion: String?
  /// The major version of the server that the migrations are for. Default 15.
  public var postgresVersion = 15
  /// The schemas in which names without a schema are looked up when a file begins, as the role that
  /// runs the migrations has them. Default `public`.
  public var searchPath = ["public"]
  /// How tenants are kept apart, for the house rules about them. Default nil: they are not judged.
  public var tenancy: Tenancy?
  /// Whether a note names the later statements that need columns of a table made by CREATE TABLE IF NOT
  /// EXISTS, where no baseline tells whether the table exists already. Default false: on a database
  /// that only these migrations made, there is nothing to fear.
  public var warnsOfGuards = false

  /// Asks for the rules' own severities and no house rules.
  public init() {}

  /// The conventions of a database that many tenants share.
  public struct Tenancy: Sendable, Equatable {
    /// The column that says whose a row is. A table that has it is tenant-scoped.
    public var column: String
    /// The function that a tenant-scoped table's audit trigger calls; nil where none is asked for.
    public var auditFunction: String?
    /// The tables that have no audit trigger, because they are the audit log.
    public var auditLogs: Set<String> = []

    /// Names the tenant's column.
    public init(column: String, auditFunction: String? = nil, auditLogs: Set<String> = []) {
      self.column = column
      self.auditFunction = auditFunction
      self.auditLogs = auditLogs
    }
  }

  /// A finding with its severity here, or nil where its rule is off.
  func configured(_ finding: Finding) -> Finding? {
    severity(of: finding.rule, found: finding.severity).map(finding.withSeverity)
  }

  /// The severity of a rule here, or nil where it is off. `found` is what the finding says of itself.
  func severity(of rule: Rule, found: Rule.Severity) -> Rule.Severity? {
    if rule.isHouseRule, !appliesHouseRules { return nil }
    guard let level = levels[rule], found != .error || !rule.willFail else { return found }
    return Rule.Severity(rawValue: level.rawValue)
  }
}
