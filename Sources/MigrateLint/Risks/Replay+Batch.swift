import PostgresSyntax

/// The statements of a file before which `-- heartly:batch` stands.
struct BatchDirectives {
  /// The directives by the byte at which each one's statement begins.
  private(set) var byStatement: [Int: (argument: String, offset: Int)] = [:]
  /// Those that belong to no statement, or to one that has one already.
  private(set) var misplaced: [Int] = []

  init(
    _ source: LintSource,
    _ parsed: Result<ParsedText, SyntaxError>?,
    _ statements: [Range<Int>],
    parser: Parser
  ) {
    guard source.contains("heartly:batch") else { return }
    for directive in Ignores.directives(of: source, parsed, parser: parser)
    where directive.name == "batch" {
      let offset = directive.offset
      guard let statement = statements.first(where: { $0.upperBound > offset }),
        statement.lowerBound > offset, byStatement[statement.lowerBound] == nil
      else {
        misplaced.append(offset)
        continue
      }
      byStatement[statement.lowerBound] = (directive.argument, offset)
    }
  }

  var isEmpty: Bool { byStatement.isEmpty && misplaced.isEmpty }
}

extension Replay {
  /// Whether the statement that runs now is run in batches.
  var isBatched: Bool { batches?.byStatement[text.range.lowerBound] != nil }

  /// Judges the directive of the statement that is about to run.
  mutating func checkBatch(_ node: SyntaxNode) {
    guard let directive = batches?.byStatement[text.range.lowerBound] else { return }
    let options = BatchOptions(directive.argument)
    if let problem = options.problem {
      let start = argumentStart(of: directive.offset)
      return reportBatch(.batchDirective, problem.message, at: start + problem.offset)
    }
    let statement = BatchedStatement(node: node)
    if let problem = statement.problem {
      return reportBatch(.batchDirective, problem.message, at: problem.offset)
    }
    guard let relation = statement.batched,
      let (id, table) = catalog.relation(RelationName(relation))
    else { return }
    checkKey(options, of: id, table, statement, at: directive.offset)
  }

  /// Where the engine looks for the key before it begins, and refuses.
  private mutating func checkKey(
    _ options: BatchOptions,
    of id: RelationID,
    _ table: Relation,
    _ statement: BatchedStatement,
    at offset: Int
  ) {
    guard table.kind == .table || table.kind == .partitionedTable else {
      return reportBatch(.batchKey, "\(id) is no table", at: offset)
    }
    guard !table.isOpen, !table.isPhantom else { return }
    guard let key = options.key ?? table.primaryKey?.columns else {
      return reportBatch(
        .batchKey,
        "\(id) has no primary key; name the columns of a unique index: key=…",
        at: offset
      )
    }
    for name in key {
      guard let column = table.column(name) else {
        return reportBatch(.batchKey, "\(id) has no column \(name.quotedIfNeeded)", at: offset)
      }
      guard column.isNotNull || table.primaryKey?.columns.contains(name) == true else {
        return reportBatch(
          .batchKey,
          "\(id).\(name.quotedIfNeeded) may be NULL, and rows without it would be passed over",
          at: offset
        )
      }
      if statement.assigned.contains(name) {
        return reportBatch(
          .batchDirective,
          "the statement changes \(name.quotedIfNeeded), which is part of the key of the batches"
        )
      }
    }
    guard !table.hasUnknownConstraints, !isUnique(key, of: id, table) else { return }
    reportBatch(
      .batchKey,
      "no unique index of \(id) has the columns (\(key.map(\.quotedIfNeeded).joined(separator: ", "))) "
        + "and no others, in this order: each batch would read the whole table",
      at: offset
    )
  }

  private func isUnique(_ key: [String], of id: RelationID, _ table: Relation) -> Bool {
    let constraints = table.constraints.values.contains {
      ($0.kind == .primaryKey || $0.kind == .unique) && $0.columns == key
    }
    return constraints
      || catalog.indexes(of: id).contains {
        guard let index = catalog[$0]?.index else { return false }
        return index.isUnique && index.predicate == nil && index.keys.map(\.column) == key
      }
  }

  /// Reports the directives that belong to no statement.
  mutating func checkMisplacedBatches() {
    for offset in batches?.misplaced ?? [] {
      reportBatch(.batchDirective, "heartly:batch stands once, before its statement", at: offset)
    }
  }

  /// The statement itself runs on a server: what is found is what the engine refuses, and changes nothing of
  /// what the catalog comes to.
  private mutating func reportBatch(_ rule: Rule, _ message: String, at offset: Int? = nil) {
    batchFindings.append(
      Finding(rule, message, at: source.place(at: offset ?? text.range.lowerBound))
    )
  }

  private func argumentStart(of directive: Int) -> Int {
    let bytes = source.bytes[directive...]
    var position = (bytes.firstIndex(of: UInt8(ascii: ":")) ?? directive) + 1 + "batch".utf8.count
    while position < source.bytes.count,
      source.bytes[position] == 0x20 || source.bytes[position] == 0x09
    {
      position += 1
    }
    return position
  }
}
