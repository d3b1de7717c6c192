/// A kind of finding. Its raw value is its stable code, and the name of its page in `docs/lint`.
public enum Rule: String, Sendable, Hashable, CaseIterable {
  // Will fail.
  /// The text is not what PostgreSQL's grammar takes.
  case syntaxError = "syntax-error"
  /// No table, view or sequence has the name at this point.
  case unknownTable = "unknown-table"
  /// The table has no such column.
  case unknownColumn = "unknown-column"
  /// An identifier without quotes folds to lower case, and only its quoted form exists.
  case unquotedIdentifier = "unquoted-identifier"
  /// No type has the name.
  case unknownType = "unknown-type"
  /// The schema does not exist.
  case unknownSchema = "unknown-schema"
  /// The table has no such constraint.
  case unknownConstraint = "unknown-constraint"
  /// No index has the name.
  case unknownIndex = "unknown-index"
  /// The table has no such policy.
  case unknownPolicy = "unknown-policy"
  /// The table has no such trigger.
  case unknownTrigger = "unknown-trigger"
  /// Something else has the name already.
  case nameTaken = "name-taken"
  /// A foreign key's columns differ in type from those it refers to.
  case foreignKeyType = "foreign-key-type"
  /// A foreign key refers to columns on which there is no unique key.
  case foreignKeyTarget = "foreign-key-target"
  /// A trigger calls a function that does not exist at this point.
  case unknownFunction = "unknown-function"
  /// Something still needs what is dropped.
  case stillNeeded = "still-needed"

  // Does nothing, or not what it says.
  /// `IF NOT EXISTS` passes over an object that is defined otherwise.
  case hiddenDrift = "hidden-drift"
  /// `IF EXISTS` over what never existed.
  case nothingToDrop = "nothing-to-drop"
  /// Two indexes, or an index and a key, do the same.
  case redundantIndex = "redundant-index"

  // Cannot be undone.
  /// A migration has no `down`.
  case downMissing = "down-missing"
  /// A `down` leaves the catalog otherwise than it was before its `up`.
  case downIncomplete = "down-incomplete"

  // About the analyser's own comments.
  /// An ignore comment that silences nothing.
  case unusedIgnore = "unused-ignore"
  /// An ignore comment without a reason, or of a rule that does not exist.
  case invalidIgnore = "invalid-ignore"

  // Not a judgement.
  /// What cannot be known from the text.
  case notAnalysed = "not-analysed"

  /// How bad it is.
  public enum Severity: String, Sendable, Hashable, Comparable {
    /// Worth knowing; nothing is wrong.
    case note
    /// Runs, and does not do what was meant, or does harm.
    case warning
    /// PostgreSQL will refuse it.
    case error

    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }

    /// From note to error.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  }

  /// What a rule is about.
  public enum Category: String, Sendable, CaseIterable {
    /// PostgreSQL would refuse it.
    case willFail = "will fail"
    /// It does nothing, or not what it says.
    case misleading = "does nothing or not what it says"
    /// It loses data, or holds up who works with the database.
    case risk = "loses or locks"
    /// It cannot be undone.
    case undo = "cannot be undone"
    /// A convention of the project.
    case house = "house rule"
    /// No judgement.
    case note = "note"
  }

  /// What the rule is about.
  public var category: Category {
    switch self {
    case .notAnalysed: .note
    case .hiddenDrift, .nothingToDrop, .redundantIndex, .unusedIgnore, .invalidIgnore: .misleading
    case .downMissing, .downIncomplete: .undo
    default: .willFail
    }
  }

  /// How bad it is, unless the configuration says otherwise.
  public var severity: Severity {
    switch category {
    case .note: .note
    case .willFail: .error
    case .misleading, .risk, .undo, .house: .warning
    }
  }

  /// Whether PostgreSQL refuses what the rule finds.
  public var willFail: Bool { category == .willFail }

  /// Whether the rule is a convention, which a project asks for.
  public var isHouseRule: Bool { category == .house }
}
