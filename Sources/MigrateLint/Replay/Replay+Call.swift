import PostgresSyntax

extension Replay {
  /// CALL: whether there is such a procedure, and what it may change.
  mutating func call(_ node: SyntaxNode) {
    guard let call = node["funccall"] else { return }
    let name = relationName(call.list("funcname"))
    if let schema = name.schema,
      !checkSchema(schema, at: text.offset(of: schema, after: text.range.lowerBound))
    {
      return
    }
    for argument in call.list("args") { checkCalls(argument, in: .query) }
    let overloads = catalog.path(name.schema).flatMap {
      catalog.schemas[$0]?.functions[name.name] ?? []
    }
    let mayBeBrought = catalog.extensions.contains { installed in
      guard installed != "plpgsql" else { return false }
      return ExtensionObjects.all[installed].map { $0.functions.contains(name.name) } ?? true
    }
    let isKnown = !mayBeBrought && !catalog.refusedFunctions.contains(name.name)
    guard !overloads.isEmpty else {
      if isKnown, name.schema != "pg_catalog" {
        let place = call.location.map {
          text.nameOffset(after: name.schema, at: $0)
        }
        report(.unknownFunction, "no procedure \(name) exists here", at: place)
      }
      return taint(node)
    }
    guard overloads.contains(where: \.isProcedure) else {
      return report(.wrongKind, "\(name) is a function, which a query calls", at: call.location)
    }
    if overloads.allSatisfy(\.isProcedure) {
      checkTypes(in: .query) { _ = $0.resolve(call: call, in: [], isStatement: true) }
    }
    if overloads.contains(where: catalog.mayChange) { taint(node) }
  }
}
