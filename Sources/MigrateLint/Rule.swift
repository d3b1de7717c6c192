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
  /// A function does not exist at this point, or takes another number of arguments.
  case unknownFunction = "unknown-function"
  /// A value is not of the type that it must be of, and does not become one by itself.
  case typeMismatch = "type-mismatch"
  /// The object is there, and not of the kind or in the state that the statement needs.
  case wrongKind = "wrong-kind"
  /// An index or generated column calls what may give another result tomorrow.
  case notImmutable = "not-immutable"
  /// A subquery, aggregate or set stands where only a value of one row may.
  case notAllowedHere = "not-allowed-here"
  /// Something still needs what is dropped.
  case stillNeeded = "still-needed"
  /// No role, language, collation, publication or other object has the name.
  case unknownObject = "unknown-object"
  /// A name may mean several things.
  case ambiguousName = "ambiguous-name"
  /// A column that stands neither in GROUP BY nor in an aggregate.
  case ungroupedColumn = "ungrouped-column"
  /// There are more or fewer columns than values or names for them.
  case columnCount = "column-count"
  /// No unique index or constraint decides what ON CONFLICT means.
  case conflictTarget = "conflict-target"
  /// The bounds of a partition are not those of its table, or meet another's.
  case partitionBound = "partition-bound"
  /// An option does not exist, or has a value that it cannot have.
  case invalidOption = "invalid-option"
  /// A server refused it for a reason that no other rule names. Only the exact mode finds it.
  case serverError = "server-error"

  /// A statement that PostgreSQL runs only outside a transaction stands between BEGIN and COMMIT.
  case concurrentlyInTransaction = "concurrently-in-transaction"
  /// There is no CONCURRENTLY for it.
  case concurrentlyUnsupported = "concurrently-unsupported"

  // Loses or locks.
  /// A column goes with its values.
  case dropColumn = "drop-column"
  /// A column goes and another comes in its place, without its values.
  case dropAndAddColumn = "drop-and-add-column"
  /// A table goes with its rows.
  case dropTable = "drop-table"
  /// CASCADE takes away what is not named.
  case dropCascade = "drop-cascade"
  /// A database goes with all it holds.
  case dropDatabase = "drop-database"
  /// All rows of a table are deleted.
  case truncate = "truncate"
  /// UPDATE or DELETE without WHERE.
  case changeWithoutWhere = "change-without-where"
  /// A change of type that reads or writes every row.
  case typeChange = "type-change"
  /// A new column that has another value in every row.
  case addedColumnRewrites = "added-column-rewrites"
  /// A new column that is NOT NULL and has no default.
  case requiredColumn = "required-column"
  /// SET NOT NULL where no constraint proves it.
  case setNotNull = "set-not-null"
  /// A column may hold nulls from here on.
  case dropNotNull = "drop-not-null"
  /// A constraint that is checked for every row as it is added.
  case constraintScansTable = "constraint-scans-table"
  /// NOT VALID and VALIDATE in one transaction.
  case validateWithNotValid = "validate-with-not-valid"
  /// An index that is built while nobody can write.
  case indexNotConcurrent = "index-not-concurrent"
  /// An index that is dropped while nobody can read.
  case dropIndexNotConcurrent = "drop-index-not-concurrent"
  /// A key whose index is built while nobody can read.
  case keyBuildsIndex = "key-builds-index"
  /// An exclusion constraint on a table with rows.
  case exclusionConstraint = "exclusion-constraint"
  /// A domain's constraint, which every table with a column of it must satisfy.
  case domainConstraint = "domain-constraint"
  /// A table or view that running code knows by its old name.
  case renamedTable = "renamed-table"
  /// A column that running code knows by its old name.
  case renamedColumn = "renamed-column"
  /// LOCK TABLE in a mode that holds others up.
  case explicitLock = "explicit-lock"
  /// A command that writes a whole table anew.
  case tableRewrite = "table-rewrite"
  /// REINDEX without CONCURRENTLY.
  case reindexNotConcurrent = "reindex-not-concurrent"
  /// REFRESH MATERIALIZED VIEW without CONCURRENTLY.
  case refreshNotConcurrent = "refresh-not-concurrent"
  /// DETACH PARTITION without CONCURRENTLY.
  case detachNotConcurrent = "detach-not-concurrent"
  /// Three or more tables are locked at once.
  case severalExclusiveLocks = "several-exclusive-locks"
  /// Rows are changed while a table is locked.
  case backfillUnderLock = "backfill-under-lock"
  /// The limit of the wait for a lock is taken away.
  case lockTimeoutOff = "lock-timeout-off"
  /// A label of an enumeration that goes to the end without a word.
  case enumValueOrder = "enum-value-order"

  /// PostgreSQL cannot read a regular expression.
  case invalidRegex = "invalid-regex"

  // Does nothing, or not what it says.
  /// BEGIN and COMMIT that do not come in pairs.
  case transactionControl = "transaction-control"
  /// `IF NOT EXISTS` passes over an object that is defined otherwise.
  case hiddenDrift = "hidden-drift"
  /// `IF EXISTS` over what never existed.
  case nothingToDrop = "nothing-to-drop"
  /// Two indexes, or an index and a key, do the same.
  case redundantIndex = "redundant-index"
  /// A constraint that others of the table imply.
  case redundantConstraint = "redundant-constraint"
  /// A name that PostgreSQL cuts, because it is longer than 63 bytes.
  case identifierTruncated = "identifier-truncated"
  /// A comparison with NULL by an operator, which is never true.
  case comparesWithNull = "compares-with-null"
  /// A guarded CREATE TABLE that nobody knows to be the first, and what needs its columns.
  case guardedTable = "guarded-table"

  /// A statement that cannot be run in batches, or a directive that says it wrongly.
  case batchDirective = "batch-directive"
  /// A statement in batches whose key is not unique, or may be NULL.
  case batchKey = "batch-key"

  // House rules.
  /// CREATE TABLE or CREATE INDEX without IF NOT EXISTS.
  case missingIfNotExists = "missing-if-not-exists"
  /// DROP without IF EXISTS.
  case missingIfExists = "missing-if-exists"
  /// A name with capitals and without quotes, which folds to lower case.
  case foldedIdentifier = "folded-identifier"
  /// An index that serves no key, in the migration that makes the table.
  case performanceIndex = "performance-index"
  /// A column of the type timestamp without time zone.
  case timestampWithoutTimeZone = "timestamp-without-time-zone"
  /// A column of the type varchar(n).
  case varcharLimit = "varchar-limit"
  /// A column of the type char(n).
  case charType = "char-type"
  /// An enumeration.
  case enumType = "enum-type"
  /// A column of a serial type.
  case serialType = "serial-type"
  /// A column of the type money.
  case moneyType = "money-type"
  /// A table without primary key.
  case missingPrimaryKey = "missing-primary-key"
  /// A foreign key whose columns no index begins with.
  case foreignKeyWithoutIndex = "foreign-key-without-index"
  /// A name of more than 50 characters.
  case nameTooLong = "name-too-long"
  /// A name off the convention.
  case nameConvention = "name-convention"
  /// A primary key of a tenant-scoped table that does not begin with the tenant's column.
  case tenancyKeyOrder = "tenancy-key-order"
  /// A foreign key between tenant-scoped tables that does not hold the tenant's column.
  case tenancyForeignKey = "tenancy-foreign-key"
  /// A unique key of a tenant-scoped table that does not begin with the tenant's column.
  case tenancyUniqueKey = "tenancy-unique-key"
  /// A tenant-scoped table without row-level security.
  case rowSecurityDisabled = "row-security-disabled"
  /// A tenant-scoped table whose row-level security does not hold for its owner.
  case rowSecurityNotForced = "row-security-not-forced"
  /// A tenant-scoped table without policy.
  case missingPolicy = "missing-policy"
  /// A policy that lets the rows of every tenant through.
  case policyAllowsAll = "policy-allows-all"
  /// A tenant-scoped table whose changes are not audited.
  case missingAuditTrigger = "missing-audit-trigger"
  /// A SECURITY DEFINER function that takes the caller's search path.
  case securityDefinerSearchPath = "security-definer-search-path"
  /// A view that reads with the rights of its owner.
  case viewSecurityInvoker = "view-security-invoker"
  /// A materialized view over a table with row-level security.
  case materializedRowSecurity = "materialized-row-security"
  /// A function that is marked IMMUTABLE and is not.
  case falseImmutable = "false-immutable"
  /// A table that every role may use.
  case grantToPublic = "grant-to-public"

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
    case .hiddenDrift, .nothingToDrop, .redundantIndex, .redundantConstraint, .identifierTruncated,
      .comparesWithNull, .guardedTable, .transactionControl, .unusedIgnore, .invalidIgnore,
      .batchDirective, .batchKey:
      .misleading
    case .dropColumn, .dropAndAddColumn, .dropTable, .dropCascade, .dropDatabase, .truncate,
      .changeWithoutWhere, .typeChange, .addedColumnRewrites, .requiredColumn, .setNotNull,
      .dropNotNull, .constraintScansTable, .validateWithNotValid, .indexNotConcurrent,
      .dropIndexNotConcurrent, .keyBuildsIndex, .exclusionConstraint, .domainConstraint,
      .renamedTable, .renamedColumn, .explicitLock, .tableRewrite, .reindexNotConcurrent,
      .refreshNotConcurrent, .detachNotConcurrent, .severalExclusiveLocks, .backfillUnderLock,
      .lockTimeoutOff, .enumValueOrder:
      .risk
    case .downMissing, .downIncomplete: .undo
    case .missingIfNotExists, .missingIfExists, .foldedIdentifier, .performanceIndex,
      .timestampWithoutTimeZone, .varcharLimit, .charType, .enumType, .serialType, .moneyType,
      .missingPrimaryKey, .foreignKeyWithoutIndex, .nameTooLong, .nameConvention, .tenancyKeyOrder,
      .tenancyForeignKey, .tenancyUniqueKey, .rowSecurityDisabled, .rowSecurityNotForced,
      .missingPolicy, .policyAllowsAll, .missingAuditTrigger, .securityDefinerSearchPath,
      .viewSecurityInvoker, .materializedRowSecurity, .falseImmutable, .grantToPublic:
      .house
    default: .willFail
    }
  }

  /// How bad it is, unless the configuration says otherwise.
  public var severity: Severity {
    switch category {
    case .misleading where self == .guardedTable: .note
    // The engine refuses it, though PostgreSQL would not.
    case .misleading where self == .batchDirective || self == .batchKey: .error
    case .note: .note
    // They cost a moment only, or are a reminder.
    case .risk where Self.reminders.contains(self): .note
    case .willFail: .error
    case .misleading, .risk, .undo, .house: .warning
    }
  }

  private static let reminders: Set<Rule> = [
    .dropIndexNotConcurrent, .refreshNotConcurrent, .dropNotNull, .enumValueOrder,
  ]

  /// Whether PostgreSQL refuses what the rule finds.
  public var willFail: Bool { category == .willFail }

  /// Whether the rule is a convention, which a project asks for.
  public var isHouseRule: Bool { category == .house }
}
