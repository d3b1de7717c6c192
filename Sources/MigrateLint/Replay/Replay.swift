import PostgresSyntax

/// Runs the statements of one file against the catalog.
///
/// A statement that PostgreSQL would refuse has no effect, as on the server. So that one mistake in a
/// CREATE does not turn everything after it into mistakes, what it would have made stays as a
/// phantom, unless `isStrict`.
struct Replay {
  var catalog: Catalog
  let source: LintSource
  let parser: Parser
  let configuration: LintConfiguration
  /// Whether a refused CREATE leaves nothing behind, exactly as on the server.
  var isStrict = false
  var findings: [Finding] = []
  /// The statements that PostgreSQL would refuse.
  private(set) var refused: [Range<Int>] = []
  /// The statement that runs now.
  var text: StatementText
  /// Whether PostgreSQL looks into the bodies of new functions (`check_function_bodies`).
  var checksFunctionBodies = true
  /// The function whose body is looked at, which may call itself.
  var ownFunction: String?
  /// The variables of the DO block that runs, which a query inside may read.
  var blockScopes: [Scope] = []
  /// Whether the statement that runs stands in a DO block.
  var isInBlock = false
  /// What stood at BEGIN.
  var atBegin: Catalog.Mark?
  /// What stood at each SAVEPOINT of the open transaction, the oldest first.
  var savepoints: [(name: String, mark: Catalog.Mark)] = []
  /// Where the open transaction began, and the how-manieth of the file it is.
  var beginPlace = 0
  var block = 0
  /// The statements with what they do; nil where that was not asked for.
  var explanation: [ExplainedStatement]?
  /// What the statements did so far, to judge them together.
  var fileRisks = FileRisks()
  /// What the statement that runs now made, for phantoms.
  var made: Set<RelationID> = []
  /// What was dropped with IF EXISTS and was not there.
  var missed: [Finding: Dropped] = [:]
  /// Whether it is asked which statement changed what.
  var tracksChanges = false
  /// The statement that changed each thing last.
  private(set) var changedBy: [Difference.Subject: Int] = [:]
  /// Where columns of guarded tables are needed.
  var guardedUses: [RelationID: [Origin]] = [:]

  /// The statements that run in batches; nil where there is none.
  var batches: BatchDirectives?
  /// What the engine will not run in batches.
  var batchFindings: [Finding] = []

  init(
    catalog: Catalog,
    source: LintSource,
    parser: Parser,
    configuration: LintConfiguration = LintConfiguration(),
    isStrict: Bool = false
  ) {
    self.catalog = catalog
    self.source = source
    self.parser = parser
    self.configuration = configuration
    self.isStrict = isStrict
    text = StatementText(source: source, range: 0..<source.bytes.count, tokens: [])
    // The output of pg_dump is written for a session of its own.
    self.catalog.searchPath = source.role == .baseline ? ["public"] : configuration.searchPath
  }

  /// Runs the file; `parsed` is what the parser says of it, if it was asked already.
  mutating func run(_ parsed: Result<ParsedText, SyntaxError>? = nil) {
    let file = SplitFile(source, parser: parser, parsed: parsed)
    findings += file.findings
    refused += file.refused
    let directives = BatchDirectives(
      source,
      parsed,
      file.statements.map(\.statement.range),
      parser: parser
    )
    batches = directives.isEmpty ? nil : directives
    for (statement, tokens) in file.statements {
      text = StatementText(source: source, range: statement.range, tokens: tokens)
      run(statement)
    }
    forgetRecreated()
    finish()
  }

  /// The levels of a tree that are walked, which must fit the stack of any thread. PostgreSQL has a
  /// limit of its own.
  private static let mostDepth = 400

  private mutating func run(_ statement: SyntaxTree.Statement) {
    guard !statement.node.isDeeper(than: Self.mostDepth) else {
      report(.notAnalysed, "the statement is not analysed: it is nested too deeply")
      let rows: Set = ["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt"]
      if !rows.contains(statement.node.kind) { catalog.isTainted = true }
      return
    }
    let mark = catalog.mark()
    let count = findings.count
    made = []
    let effect = effect(of: statement.node)
    let risks = risks(of: statement.node, effect)
    checkTransaction(statement.node)
    checkBatch(statement.node)
    if !hasError(since: count) { apply(statement.node) }
    noteOrigin(of: statement.node)
    judge(statement.node, since: count)
    defer { explain(effect, findings[count...]) }
    guard hasError(since: count) else {
      keep(risks)
      if tracksChanges {
        for one in catalog.differences(since: mark) {
          changedBy[one.subject] = statement.range.lowerBound
        }
      }
      return catalog.settle(since: mark)
    }
    refused.append(statement.range)
    if !isStrict, statement.node.is("CreateFunctionStmt") {
      catalog.refusedFunctions.insert(relationName(statement.node.list("funcname")).name)
    }
    let phantoms = made.compactMap { id in catalog[id].map { (id, $0) } }
    catalog.rollBack(to: mark)
    guard !isStrict else { return }
    for (id, relation) in phantoms where catalog[id] == nil {
      var phantom = relation
      phantom.isPhantom = true
      catalog[id] = phantom
    }
  }

  /// Whether PostgreSQL would refuse the statement that was just read. What fails only when its code
  /// runs does not count.
  private func hasError(since count: Int) -> Bool {
    findings[count...].contains { $0.severity == .error && !$0.isLate }
  }

  mutating func apply(_ node: SyntaxNode) {
    let before = catalog.hasPublications ? catalog.mark() : nil
    defer {
      noteAttributes(of: node)
      if let before { unpublishDropped(since: before) }
    }
    checkRoles(node)
    if applyToObject(node) { return }
    switch node.kind {
    case "CreateStmt": createTable(node)
    case "CreateForeignTableStmt":
      if let server = node.string("servername") {
        check(.server, RelationName(schema: nil, name: server))
      }
      node["base"].map { createTable($0, isForeign: true) }
    case "CreateTableAsStmt": createTableAs(node)
    case "AlterTableStmt": alterTable(node)
    case "AlterObjectSchemaStmt": setSchema(node)
    case "IndexStmt": createIndex(node)
    case "DropStmt": drop(node)
    case "RenameStmt": rename(node)
    case "ViewStmt": createView(node)
    case "CreateSchemaStmt": createSchema(node)
    case "CreateSeqStmt": createSequence(node)
    case "AlterSeqStmt": alterSequence(node)
    case "CreateEnumStmt", "CreateDomainStmt", "CompositeTypeStmt", "CreateRangeStmt":
      createType(node)
    case "DefineStmt": define(node)
    case "AlterEnumStmt": alterEnum(node)
    case "CreateExtensionStmt": createExtension(node)
    case "CreateFunctionStmt": createFunction(node)
    case "AlterFunctionStmt": alterFunction(node)
    case "CreateTrigStmt": createTrigger(node)
    case "CreatePolicyStmt": createPolicy(node)
    case "AlterPolicyStmt": alterPolicy(node)
    case "CommentStmt": comment(node)
    case "GrantStmt": grant(node)
    case "CreateStatsStmt": createStatistics(node)
    case "TruncateStmt", "LockStmt":
      for target in node.list("relations") {
        guard let (id, entry) = find(target) else { continue }
        guard !entry.kind.isTable, node.is("TruncateStmt") || entry.kind != .view else { continue }
        report(.wrongKind, "\(id) is a \(entry.kind.word)", at: target.location)
      }
      if node.is("TruncateStmt") { checkTruncate(node) }
    case "RuleStmt": createRule(node)
    case "AlterDomainStmt": alterDomain(node)
    case "AlterStatsStmt":
      if !node.bool("missing_ok") { checkStatistics(relationName(node.list("defnames"))) }
    case "AlterExtensionStmt", "AlterExtensionContentsStmt":
      if let name = node.string("extname") { checkExtension(name) }
    case "AlterDefaultPrivilegesStmt":
      for option in node.list("options") where option.string("defname") == "schemas" {
        for schema in option["arg"]?.elements ?? [] {
          _ = schema.stringValue.map {
            checkSchema($0, at: text.offset(of: $0, after: text.range.lowerBound))
          }
        }
      }
    case "CreateCastStmt":
      let count = findings.count
      for side in [node["sourcetype"], node["targettype"]].compactMap(\.self) { _ = type(side) }
      if findings.count == count, let object = node["func"] {
        _ = function(object, .function, isOptional: false)
      }
      catalog.customs.hasCasts = true
    case "CreateOpClassStmt", "CreateOpFamilyStmt", "AlterOpFamilyStmt":
      catalog.customs.hasOperatorClasses = true
    case "ClusterStmt": cluster(node)
    case "ReindexStmt": reindex(node)
    case "VacuumStmt": vacuum(node)
    case "CopyStmt": copy(node)
    case "ExplainStmt", "PrepareStmt", "DeclareCursorStmt":
      if let query = node["query"] { runQuery(query) }
    case "RefreshMatViewStmt":
      guard let target = node["relation"], let (id, entry) = find(target) else { return }
      guard entry.kind != .materializedView else { return }
      report(.wrongKind, "\(id) is no materialized view", at: target.location)
    case "SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt": runQuery(node)
    case "VariableSetStmt": set(node)
    case "TransactionStmt": transaction(node)
    case "DoStmt": runBlock(node)
    case "CreateEventTrigStmt": createEventTrigger(node)
    case "CallStmt": call(node)
    case "ConstraintsSetStmt": setConstraints(node)
    case "ExecuteStmt": taint(node)
    default: break
    }
  }

  // MARK: What the statements share

  mutating func report(_ rule: Rule, _ message: String, at offset: Int? = nil, fix: Fix? = nil) {
    report(text.finding(rule, message, at: offset ?? text.range.lowerBound, fix: fix))
  }

  /// Adds a finding. After something whose effects are not known, an error is only likely.
  mutating func report(_ finding: Finding) {
    let isUnsure = catalog.isTainted && finding.severity == .error
    findings.append(isUnsure ? finding.asWarning : finding)
  }

  /// Finds the relation that a statement names, or reports that it is unknown.
  mutating func find(_ node: SyntaxNode) -> (id: RelationID, entry: Relation)? {
    let name = relationName(node)
    if let found = catalog.relation(name) { return found }
    if !catalog.mayHold(name) {
      report(text.unknownRelation(name, in: catalog, at: node.location ?? text.range.lowerBound))
    }
    return nil
  }

  func relationName(_ node: SyntaxNode) -> RelationName {
    let isTemporary = node.string("relpersistence") == "t"
    return RelationName(
      schema: node.string("schemaname") ?? (isTemporary ? "pg_temp" : nil),
      name: node.string("relname") ?? ""
    )
  }

  /// A qualified name written as a list of strings.
  func relationName(_ parts: [SyntaxNode]) -> RelationName {
    let names = parts.compactMap(\.stringValue)
    return RelationName(
      schema: names.count > 1 ? names[names.count - 2] : nil,
      name: names.last ?? ""
    )
  }

  /// Where a new object goes; nil after reporting that its schema does not exist.
  mutating func creationID(_ name: RelationName, at offset: Int?) -> RelationID? {
    guard let schema = catalog.creationSchema(name.schema) else {
      report(.unknownSchema, "no schema of the search path exists to create \(name) in", at: offset)
      return nil
    }
    guard checkSchema(schema, at: offset) else { return nil }
    return RelationID(schema: schema, name: name.name)
  }

  func checkSchemaExists(_ schema: String) -> Bool {
    catalog.schemas[schema] != nil || schema.hasPrefix("pg_") || schema == "information_schema"
  }

  mutating func checkSchema(_ schema: String, at offset: Int?) -> Bool {
    if checkSchemaExists(schema) { return true }
    report(.unknownSchema, "no schema \(schema.quotedIfNeeded) exists here", at: offset)
    return false
  }

  /// Looks up the names of an expression on a table's own columns.
  ///
  /// - Returns: What it reads of the table, and of others.
  @discardableResult
  mutating func resolve(
    _ expression: SyntaxNode,
    on id: RelationID,
    _ relation: Relation,
    as context: ExpressionCheck.Context = .query,
    wanted: WantedType = .any
  ) -> NameResolver {
    let count = findings.count
    let found = resolve(expression, in: [Scope.table(id, relation)], as: context, of: relation)
    if findings.count == count {
      checkType(of: expression, wanted, as: context) { types in
        [TypedScope.table(id, relation, types)]
      }
    }
    return found
  }

  mutating func resolve(
    _ expression: SyntaxNode,
    in scopes: [Scope],
    as context: ExpressionCheck.Context = .query,
    of relation: Relation? = nil
  ) -> NameResolver {
    checkCalls(expression, in: context, of: relation)
    var resolver = NameResolver(catalog: catalog, statement: text)
    resolver.resolve(expression: expression, in: scopes)
    for finding in resolver.findings { report(finding) }
    return resolver
  }

  /// Reports a column that a list names without a location.
  mutating func check(
    column name: String,
    of id: RelationID,
    _ relation: Relation,
    after offset: Int
  ) -> Bool {
    if relation.column(name) != nil || relation.isOpen { return true }
    report(
      text.unknownColumn(
        name,
        of: id.name,
        candidates: relation.columns.map(\.name),
        at: text.offset(of: name, after: offset) ?? offset
      )
    )
    return false
  }
}
