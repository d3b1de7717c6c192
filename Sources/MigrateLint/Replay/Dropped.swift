import PostgresSyntax

/// What a DROP … IF EXISTS was to take away.
enum Dropped {
  case relation(RelationID)
  case type(RelationID)
  case function(RelationID)
  case schema(String)
  case column(RelationID, String)
  case constraint(RelationID, String)
  case policy(RelationID, String)
  case trigger(RelationID, String)
}

extension Replay {
  /// Reports a DROP … IF EXISTS of what is not there.
  mutating func reportMissed(_ dropped: Dropped, _ message: String, at offset: Int?) {
    let finding = text.finding(.nothingToDrop, message, at: offset ?? text.range.lowerBound)
    report(finding)
    missed[finding] = dropped
  }

  /// Whether ALTER … IF EXISTS does nothing, because what it names is not there; reports it.
  mutating func passesOver(_ target: SyntaxNode, of node: SyntaxNode) -> Bool {
    let name = relationName(target)
    guard node.bool("missing_ok"), catalog.relation(name) == nil else { return false }
    if !catalog.mayHold(name) {
      report(.nothingToDrop, "nothing of the name \(name) exists here", at: target.location)
    }
    return true
  }

  /// A file that goes on to make what it dropped is one that may run twice: triggers, policies and
  /// constraints have no IF NOT EXISTS.
  mutating func forgetRecreated() {
    guard !missed.isEmpty else { return }
    let recreated = Set(missed.filter { exists($0.value) }.keys)
    findings.removeAll { recreated.contains($0) }
  }

  private func exists(_ dropped: Dropped) -> Bool {
    switch dropped {
    case .relation(let id): catalog[id] != nil
    case .type(let id):
      catalog.schemas[id.schema]?.types[id.name] != nil
        || catalog[id]?.kind == .compositeType
    case .function(let id): catalog.schemas[id.schema]?.functions[id.name] != nil
    case .schema(let name): catalog.schemas[name] != nil
    case .column(let id, let name): catalog[id]?.column(name) != nil
    case .constraint(let id, let name): catalog[id]?.constraints[name] != nil
    case .policy(let id, let name): catalog[id]?.policies[name] != nil
    case .trigger(let id, let name): catalog[id]?.triggers[name] != nil
    }
  }

  /// Where a name that is not there would be made.
  func wouldBe(_ name: RelationName) -> RelationID {
    RelationID(schema: catalog.creationSchema(name.schema) ?? "public", name: name.name)
  }
}
