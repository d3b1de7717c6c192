import PostgresSyntax

// A domain's constraints, which may speak of VALUE alone.
extension Replay {
  /// Reads the constraints and the default of CREATE DOMAIN.
  mutating func domainTraits(_ node: SyntaxNode, _ id: RelationID) -> Traits {
    guard node.is("CreateDomainStmt") else { return [:] }
    if let collation = node["collClause"] { checkCollation(collation) }
    var traits = Traits()
    var kinds: [String] = []
    for constraint in node.list("constraints") {
      let kind = constraint.string("contype") ?? ""
      kinds.append(kind)
      switch kind {
      case "CONSTR_CHECK":
        checkDomain(constraint)
        let name = domainConstraintName(constraint, id, besides: traits)
        if traits.hasConstraint(name) { reportTaken(name) }
        traits.set(constraint: name, constraint)
      case "CONSTR_DEFAULT":
        constraint["raw_expr"].map { checkNamesNothing($0) }
        traits.set(domainDefault: constraint["raw_expr"])
      case "CONSTR_NOTNULL": traits["NOT NULL"] = "set"
      case "CONSTR_PRIMARY", "CONSTR_UNIQUE", "CONSTR_EXCLUSION", "CONSTR_FOREIGN":
        report(.wrongKind, "a domain has no keys", at: constraint.location)
      default: break
      }
    }
    if kinds.contains("CONSTR_NULL"), kinds.contains("CONSTR_NOTNULL") {
      report(.wrongKind, "a domain cannot be both NULL and NOT NULL")
    }
    if kinds.count(where: { $0 == "CONSTR_DEFAULT" }) > 1 {
      report(.wrongKind, "a domain has one default")
    }
    return traits
  }

  private mutating func checkDomain(_ constraint: SyntaxNode) {
    guard let expression = constraint["raw_expr"] else { return }
    if constraint.bool("is_no_inherit") {
      report(.wrongKind, "a domain's constraint cannot be NO INHERIT", at: constraint.location)
    }
    var scope = Scope()
    scope.entries = [Scope.Entry(name: "", columns: ["value"])]
    _ = resolve(expression, in: [scope], as: .check)
  }

  /// A default may read nothing.
  private mutating func checkNamesNothing(_ expression: SyntaxNode) {
    checkCalls(expression, in: .columnDefault)
    expression.visit { part in
      if part.is("SubLink") { return .skipChildren }
      if part.is("ColumnRef") {
        let name = part.list("fields").compactMap(\.stringValue).joined(separator: ".")
        report(
          .unknownColumn,
          "a default cannot refer to \(name.quotedIfNeeded)",
          at: part.location
        )
      }
      return .visitChildren
    }
  }

  /// The name that a constraint has, or that PostgreSQL chooses.
  private func domainConstraintName(
    _ constraint: SyntaxNode,
    _ id: RelationID,
    besides traits: Traits
  ) -> String {
    if let given = constraint.string("conname") { return given }
    return ChosenName.make(id.name, nil, "check") { name in
      traits.hasConstraint(name) || catalog.hasConstraint(name, in: id.schema)
        || catalog.schemas[id.schema]?.types.values.contains {
          $0.traits.hasConstraint(name)
        } == true
    }
  }

  private mutating func reportTaken(_ name: String) {
    report(
      .nameTaken,
      "the domain has a constraint \(name.quotedIfNeeded) already",
      at: text.offset(of: name, after: text.range.lowerBound)
    )
  }

  /// What a domain may stand on.
  mutating func domainBase(_ node: SyntaxNode) -> TypeReference {
    let base = type(node)
    if base.schema == nil, base.dimensions == 0, TypeNames.isPseudo(base.name) {
      report(.wrongKind, "a domain cannot stand on the pseudo-type \(base)", at: node.location)
    }
    return base
  }

  // MARK: ALTER DOMAIN

  mutating func alterDomain(_ node: SyntaxNode) {
    let name = relationName(node.list("typeName"))
    guard let (id, entry) = domain(name) else { return }
    var changed = entry
    let constraint = node.string("name") ?? ""
    switch node.string("subtype") {
    case "T":
      node["def"].map { checkNamesNothing($0) }
      changed.traits.set(domainDefault: node["def"])
    case "N": changed.traits["NOT NULL"] = nil
    case "O": changed.traits["NOT NULL"] = "set"
    case "C":
      guard let definition = node["def"] else { return }
      checkDomain(definition)
      if let base = entry.base { checkTypes(ofDomain: [definition], base) }
      let new = domainConstraintName(definition, id, besides: entry.traits)
      if entry.traits.hasConstraint(new) { reportTaken(new) }
      changed.traits.set(constraint: new, definition)
      changed.isConstrained = true
    case "X":
      if node.bool("missing_ok"), !entry.traits.hasConstraint(constraint) { return }
      guard checkConstraint(constraint, ofDomain: entry, name) else { return }
      changed.traits[Traits.constraint(constraint)] = nil
    case "V":
      guard checkConstraint(constraint, ofDomain: entry, name) else { return }
      changed.traits.validate(constraint: constraint)
    default: break
    }
    catalog.schemas[id.schema]?.types[id.name] = changed
  }

  mutating func renameDomainConstraint(_ node: SyntaxNode, to new: String) {
    let name = relationName(node.list("object"))
    guard let old = node.string("subname"), let (id, entry) = domain(name),
      checkConstraint(old, ofDomain: entry, name)
    else { return }
    guard !entry.traits.hasConstraint(new) else { return reportTaken(new) }
    var traits = entry.traits
    let text = traits.removeValue(forKey: Traits.constraint(old))
    traits[Traits.constraint(new)] = text
    catalog.schemas[id.schema]?.types[id.name]?.traits = traits
  }

  /// `COMMENT ON CONSTRAINT c ON DOMAIN d`.
  mutating func checkDomainConstraint(_ parts: [SyntaxNode]) {
    guard parts.count > 1, let constraint = parts.last?.stringValue else { return }
    let name = relationName(parts[0].list("names"))
    guard let (_, entry) = domain(name) else { return }
    _ = checkConstraint(constraint, ofDomain: entry, name)
  }

  private mutating func checkConstraint(
    _ constraint: String,
    ofDomain entry: TypeEntry,
    _ name: RelationName
  ) -> Bool {
    if entry.traits.hasConstraint(constraint) { return true }
    report(
      .unknownConstraint,
      "domain \(name) has no constraint \(constraint.quotedIfNeeded)",
      at: text.offset(of: constraint, after: text.range.lowerBound)
    )
    return false
  }

  /// The domain of a name, or a report why there is none.
  private mutating func domain(_ name: RelationName) -> (id: RelationID, entry: TypeEntry)? {
    let reference = TypeReference(schema: name.schema, name: name.name)
    let count = findings.count
    checkType(name)
    checkDomain(name)
    guard findings.count == count, let (schema, entry) = catalog.type(reference),
      entry.kind == .domain
    else { return nil }
    return (RelationID(schema: schema, name: name.name), entry)
  }

  // MARK: Others

  /// Reports labels that come twice, and options that a range type does not have.
  mutating func checkDefinition(ofType node: SyntaxNode) {
    var labels: Set<String> = []
    for label in node.list("vals").compactMap(\.stringValue) where !labels.insert(label).inserted {
      report(.nameTaken, "the label '\(label)' comes twice")
    }
    let options: Set = [
      "subtype", "subtype_opclass", "collation", "canonical", "subtype_diff",
      "multirange_type_name",
    ]
    for option in node.list("params") {
      let name = option.string("defname") ?? ""
      if !options.contains(name) {
        report(.invalidOption, "a range type has no option \(name)", at: option.location)
      } else if name == "subtype", let type = option["arg"] {
        _ = self.type(type)
      }
    }
  }
}

extension Traits {
  fileprivate static func constraint(_ name: String) -> String {
    "constraint \(name.quotedIfNeeded)"
  }

  fileprivate func hasConstraint(_ name: String) -> Bool { self[Self.constraint(name)] != nil }

  fileprivate mutating func set(constraint name: String, _ node: SyntaxNode) {
    let text = (node["raw_expr"]?.normalText ?? "") + "{}"
    self[Self.constraint(name)] = node.bool("skip_validation") ? "NOT VALID " + text : text
  }

  fileprivate mutating func validate(constraint name: String) {
    guard let text = self[Self.constraint(name)], text.hasPrefix("NOT VALID ") else { return }
    self[Self.constraint(name)] = String(text.dropFirst("NOT VALID ".count))
  }

  fileprivate mutating func set(domainDefault expression: SyntaxNode?) {
    self["default"] = expression.flatMap(Replay.defaultText).map { $0 + "{}" }
  }
}
