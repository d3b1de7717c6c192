import PostgresSyntax

extension TypeCheck {
  mutating func type(ofCall node: SyntaxNode, in scopes: [TypedScope]) -> DataType? {
    resolve(call: node, in: scopes)?.result
  }

  /// What a call calls, with the type of its result; nil where that is not known.
  ///
  /// `isStatement` tells that it is CALL's.
  mutating func resolve(
    call node: SyntaxNode,
    in scopes: [TypedScope],
    isStatement: Bool = false
  ) -> CallSignature? {
    let arguments = node.list("args").map { argument in
      let inner = argument.is("NamedArgExpr") ? argument["arg"] ?? argument : argument
      return Operand(node: inner, type: type(of: inner, in: scopes))
    }
    if let filter = node["agg_filter"] { check(condition: filter, in: scopes, of: "FILTER") }
    for part in node.list("agg_order") {
      if let value = part["node"] { _ = type(of: value, in: scopes) }
    }
    let names = node.list("funcname").compactMap(\.stringValue)
    let labels = node.list("args").map { argument in
      argument.is("NamedArgExpr") ? argument.string("name") : nil
    }
    guard let name = names.last, names.count <= 2, name != own,
      !node.bool("func_variadic"), !node.bool("agg_within_group"),
      let overloads = overloads(of: name, names.count > 1 ? names[0] : nil)
    else { return nil }
    let given = arguments.compactMap(\.type)
    guard given.count == arguments.count else { return nil }
    let isNamed = labels.contains { $0 != nil }
    guard !isNamed || overloads.allSatisfy({ $0.names != nil }) else { return nil }
    let candidates = overloads.compactMap {
      isNamed ? $0.taking(labels) : $0.taking(given.count, types)
    }
    let exact = candidates.filter { $0.arguments == given }
    if exact.count == 1 {
      check(exact[0], node, names, isStatement)
      return apply(exact[0], arguments, name, at: node.location)
    }
    guard exact.isEmpty, !isOtherwise(name, given) else { return nil }
    guard !candidates.isEmpty else {
      // Of what takes another number of arguments a query's calls are told elsewhere.
      if isNamed || isStatement, !overloads.isEmpty {
        let shown = zip(labels, given).map { label, type in
          (label.map { "\($0.quotedIfNeeded) => " } ?? "") + type.description
        }
        let what = isStatement ? "procedure" : "function"
        report(
          .unknownFunction,
          node,
          names,
          "no \(what) \(name.quotedIfNeeded)(\(shown.joined(separator: ", "))) exists"
        )
      }
      return nil
    }
    // Two that take the same are told apart by rules of their own.
    guard Set(candidates.map(\.arguments)).count == candidates.count else { return nil }
    switch types.choose(given, candidates.map(\.arguments)) {
    case .chosen(let place):
      check(candidates[place], node, names, isStatement)
      return apply(candidates[place], arguments, name, at: node.location)
    case .notKnown: return nil
    case .none:
      let shown = given.map(\.description).joined(separator: ", ")
      report(.unknownFunction, node, names, "no function \(name.quotedIfNeeded)(\(shown)) exists")
      return nil
    case .ambiguous:
      let shown = given.map(\.description).joined(separator: ", ")
      let message = "the function \(name.quotedIfNeeded)(\(shown)) is not unique"
      report(.ambiguousName, node, names, message)
      return nil
    }
  }

  private mutating func check(
    _ chosen: CallSignature,
    _ node: SyntaxNode,
    _ names: [String],
    _ isStatement: Bool
  ) {
    guard chosen.isProcedure, !isStatement, let name = names.last else { return }
    report(.wrongKind, node, names, "\(name.quotedIfNeeded) is a procedure: use CALL")
  }

  private mutating func report(
    _ rule: Rule,
    _ node: SyntaxNode,
    _ names: [String],
    _ message: String
  ) {
    let place = node.location.map {
      statement.nameOffset(after: names.count > 1 ? names[0] : nil, at: $0)
    }
    report(rule, message, at: place)
  }

  /// Every overload that the name may mean; nil where one is not known.
  private func overloads(of name: String, _ schema: String?) -> [CallSignature]? {
    var overloads: [CallSignature] = []
    if schema == nil || schema == "pg_catalog", BuiltinFunctions.contains(name) {
      guard let builtin = BuiltinSignatures.overloads(of: name) else { return nil }
      overloads += builtin
    }
    guard schema != "pg_catalog" else { return overloads }
    guard !catalog.refusedFunctions.contains(name) else { return nil }
    for installed in catalog.extensions where installed != "plpgsql" {
      guard let objects = ExtensionObjects.all[installed], !objects.functions.contains(name) else {
        return nil
      }
    }
    for path in catalog.path(schema) {
      for entry in catalog.schemas[path]?.functions[name] ?? [] {
        guard let signature = CallSignature(entry, types) else { return nil }
        // What an earlier schema has hides the same of a later one.
        if !overloads.contains(where: { $0.arguments == signature.arguments }) {
          overloads.append(signature)
        }
      }
    }
    return overloads
  }

  /// A type's name is a cast, and `f(row)` a field of the row.
  private func isOtherwise(_ name: String, _ given: [DataType]) -> Bool {
    guard given.count == 1 else { return false }
    return TypeNames.builtin.contains(name) || types.isComposite(given[0])
      || catalog.schemas.values.contains { $0.types[name] != nil }
      || catalog.path(nil).contains { catalog[RelationID(schema: $0, name: name)] != nil }
  }

  private mutating func apply(
    _ signature: CallSignature,
    _ arguments: [Operand],
    _ name: String,
    at offset: Int?
  ) -> CallSignature? {
    let given = arguments.compactMap(\.type)
    var chosen = signature
    if (signature.arguments + [signature.result]).contains(where: { $0.family != nil }) {
      guard
        case .consistent(let binding) = Binding.of(given, as: signature.arguments, in: types)
      else { return nil }
      for index in chosen.arguments.indices where chosen.arguments[index].family != nil {
        guard let actual = binding.actual(chosen.arguments[index], in: types) else { return nil }
        chosen.arguments[index] = actual
      }
      guard let result = binding.actual(signature.result, in: types) else { return nil }
      chosen.result = result
      chosen.columns = nil
    }
    let count = findings.count
    for (argument, target) in zip(arguments, chosen.arguments) {
      convert(argument.node, argument.type, to: target, .implicit)
    }
    if findings.count == count, signature.volatility != .immutable, signature.kind == .function,
      !arguments.contains(where: { $0.node.bool("isnull") })
    {
      let isText = name == "quote_literal" || name == "quote_nullable"
      if !isText || !given.allSatisfy({ types.hasImmutableOutput($0) }) {
        let shown = given.map(\.description).joined(separator: ", ")
        reportMutable("\(name.quotedIfNeeded)(\(shown))", at: offset)
      }
    }
    return chosen
  }
}

extension CallSignature {
  /// A function of the migrations; nil where its types are not all known.
  init?(_ entry: FunctionEntry, _ types: TypeSystem) {
    let known = entry.result.flatMap { types.type($0) }
    guard entry.hasKnownArguments, let result = entry.isProcedure ? known ?? .void : known,
      entry.arguments.count == entry.argumentTypes.count
    else { return nil }
    // CALL gives a procedure something for what only comes out, too.
    guard !entry.isProcedure || entry.allArgumentTypes.count == entry.arguments.count else {
      return nil
    }
    let arguments = entry.arguments.compactMap { types.type($0) }
    guard arguments.count == entry.arguments.count else { return nil }
    self.init(arguments: arguments, result: result)
    defaults = entry.defaults
    names = entry.argumentNames
    isProcedure = entry.isProcedure
    isVariadic = entry.isVariadic
    returnsSet = entry.returnsSet
    // A function in SQL may be put in place of its call, and then only its body counts.
    volatility = entry.language == "sql" ? .immutable : entry.volatility
    columns = entry.columns?.map { TypedColumn(name: $0.name, type: types.type($0.type)) }
  }

  /// The signature as a call sees it that names some of its arguments; nil where it does not take
  /// them.
  fileprivate func taking(_ labels: [String?]) -> CallSignature? {
    guard let names, !isVariadic, labels.count <= arguments.count else { return nil }
    var places: [Int] = []
    for (index, label) in labels.enumerated() {
      guard let place = label.map({ names.firstIndex(of: $0) }) ?? index, !places.contains(place)
      else { return nil }
      places.append(place)
    }
    let required = arguments.count - defaults
    guard (0..<required).allSatisfy({ places.contains($0) }) else { return nil }
    var seen = self
    seen.arguments = places.map { arguments[$0] }
    return seen
  }

  /// The signature as a call with so many arguments sees it; nil where it takes another number.
  fileprivate func taking(_ count: Int, _ types: TypeSystem) -> CallSignature? {
    var seen = self
    if isVariadic, let last = arguments.last, count >= arguments.count - 1 {
      let fixed = arguments.count - 1
      let least = max(fixed + (defaults > 0 ? 0 : 1), 0)
      guard count >= least else { return nil }
      let element =
        switch last.family {
        case .array?: DataType(named: "anyelement")
        case .compatibleArray?: DataType(named: "anycompatible")
        default: last == .any ? last : types.element(of: last)
        }
      guard let element else { return nil }
      seen.arguments = Array(arguments.prefix(fixed))
      seen.arguments += Array(repeating: element, count: count - fixed)
      return seen
    }
    guard count <= arguments.count, count >= arguments.count - defaults else { return nil }
    seen.arguments = Array(arguments.prefix(count))
    return seen
  }
}
