import PostgresSyntax

/// What a statement takes the routine for that it names.
enum RoutineKind {
  case function, procedure, aggregate, routine

  init(_ objectType: String?) {
    switch objectType {
    case "OBJECT_PROCEDURE": self = .procedure
    case "OBJECT_AGGREGATE": self = .aggregate
    case "OBJECT_ROUTINE": self = .routine
    default: self = .function
    }
  }

  var word: String {
    switch self {
    case .function: "function"
    case .procedure: "procedure"
    case .aggregate: "aggregate"
    case .routine: "routine"
    }
  }

  /// Whether a name without arguments may mean a routine at all.
  fileprivate func mayMean(_ entry: FunctionEntry) -> Bool {
    switch self {
    case .function, .aggregate: !entry.isProcedure
    case .procedure: entry.isProcedure
    case .routine: true
    }
  }

  /// Whether a routine is of the kind.
  fileprivate func fits(_ entry: FunctionEntry) -> Bool {
    switch self {
    case .function: !entry.isProcedure
    case .procedure: entry.isProcedure
    case .aggregate: entry.isAggregate
    case .routine: true
    }
  }
}

extension Replay {
  /// Finds the routine that a statement names, with its arguments or without, or reports that there is
  /// none, that there are several, or that it is another thing.
  mutating func function(
    _ object: SyntaxNode,
    _ kind: RoutineKind,
    isOptional: Bool
  ) -> (schema: String, name: String, index: Int)? {
    let name = relationName(object.list("objname"))
    let count = findings.count
    let offset = text.offset(of: name.name, after: text.range.lowerBound + 5)
    if !isOptional {
      for argument in object.list("objargs") { _ = type(argument) }
      if let schema = name.schema, !checkSchema(schema, at: offset) { return nil }
    }
    guard findings.count == count else { return nil }
    if object.bool("args_unspecified") { return only(name, kind, isOptional, at: offset) }
    let arguments = object.list("objargs").map(Self.argumentType)
    let all = object.list("objfuncargs").compactMap { $0["argType"].map(Self.argumentType) }
    for schema in catalog.path(name.schema) {
      let overloads = catalog.schemas[schema]?.functions[name.name] ?? []
      let matching = overloads.indices.filter {
        overloads[$0].argumentTypes == arguments
          || overloads[$0].isProcedure && overloads[$0].allArgumentTypes == all
      }
      guard let index = matching.first else { continue }
      guard !isOfOtherKind(overloads[index], kind, name, at: offset) else { return nil }
      return (schema, name.name, index)
    }
    // Types that migrations made have several names; those of PostgreSQL have one in the tree.
    let isPlain = arguments.allSatisfy { TypeNames.builtin.contains($0) }
    let here = catalog.path(name.schema).flatMap {
      catalog.schemas[$0]?.functions[name.name] ?? []
    }
    guard catalog.extensions.count == 1, name.schema != "pg_catalog", isPlain || here.isEmpty,
      here.allSatisfy(\.hasKnownArguments)
    else { return nil }
    // One of PostgreSQL's own may have just these arguments.
    guard name.schema != nil || !BuiltinFunctions.contains(name.name) else { return nil }
    reportMissing(name, "no \(kind.word) \(name) with these arguments", isOptional, at: offset)
    return nil
  }

  /// The routine that a name without arguments means, which must be the only one.
  private mutating func only(
    _ name: RelationName,
    _ kind: RoutineKind,
    _ isOptional: Bool,
    at offset: Int?
  ) -> (schema: String, name: String, index: Int)? {
    var found: [(schema: String, name: String, index: Int)] = []
    var signatures: Set<[String]> = []
    for schema in catalog.path(name.schema) {
      let overloads = catalog.schemas[schema]?.functions[name.name] ?? []
      for (index, entry) in overloads.enumerated() where kind.mayMean(entry) {
        // What stands later in the search path is hidden by the same arguments.
        guard signatures.insert(entry.argumentTypes).inserted else { continue }
        found.append((schema, name.name, index))
      }
    }
    let isAlone = catalog.extensions.count == 1
    guard let first = found.first else {
      guard isAlone, name.schema != "pg_catalog",
        name.schema != nil || !BuiltinFunctions.contains(name.name)
      else { return nil }
      reportMissing(name, "no \(kind.word) \(name)", isOptional, at: offset)
      return nil
    }
    guard found.count == 1 else {
      report(
        .ambiguousName,
        "there are several routines \(name): the arguments must tell which is meant",
        at: offset
      )
      return nil
    }
    let entry = catalog.schemas[first.schema]?.functions[first.name]?[first.index]
    if let entry, isOfOtherKind(entry, kind, name, at: offset) { return nil }
    return first
  }

  private mutating func isOfOtherKind(
    _ entry: FunctionEntry,
    _ kind: RoutineKind,
    _ name: RelationName,
    at offset: Int?
  ) -> Bool {
    guard !kind.fits(entry) else { return false }
    let its = entry.isProcedure ? "a procedure" : entry.isAggregate ? "an aggregate" : "a function"
    report(.wrongKind, "\(name) is \(its)", at: offset)
    return true
  }

  private mutating func reportMissing(
    _ name: RelationName,
    _ what: String,
    _ isOptional: Bool,
    at offset: Int?
  ) {
    if isOptional {
      reportMissed(.function(wouldBe(name)), "\(what) exists here", at: offset)
    } else {
      report(.unknownFunction, "\(what) exists here", at: offset)
    }
  }

  /// ALTER and DROP FUNCTION do not take an aggregate for a function, as COMMENT and GRANT do.
  mutating func isNoAggregate(
    _ place: (schema: String, name: String, index: Int),
    unless kind: RoutineKind
  ) -> Bool {
    guard kind == .function,
      catalog.schemas[place.schema]?.functions[place.name]?[place.index].isAggregate == true
    else { return true }
    let offset = text.offset(of: place.name, after: text.range.lowerBound + 5)
    report(.wrongKind, "\(place.name.quotedIfNeeded) is an aggregate", at: offset)
    return false
  }

  /// A parameter's type as a routine keeps it.
  static func argumentType(_ type: SyntaxNode) -> String {
    (type.list("names").last?.stringValue ?? "") + (type.list("arrayBounds").isEmpty ? "" : "[]")
  }
}
