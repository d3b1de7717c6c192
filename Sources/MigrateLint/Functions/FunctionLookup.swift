import PostgresSyntax

/// Finds what a call may call.
struct FunctionLookup {
  let catalog: Catalog
  /// The function whose body is judged, which may call itself.
  var own: String?

  enum Result {
    /// The overloads that take as many arguments. Empty where nothing is known of them.
    case found([FunctionSignature])
    /// No function has the name, or none takes as many arguments.
    case missing(hasName: Bool)
    /// There may be one that is not known here.
    case unknown
  }

  func find(_ call: SyntaxNode) -> Result {
    let names = call.list("funcname").compactMap(\.stringValue)
    guard let name = names.last, names.count <= 2 else { return .unknown }
    let schema = names.count > 1 ? names[0] : nil
    let arguments = call.list("args")
    var overloads: [FunctionSignature] = []
    if schema == nil || schema == "pg_catalog" {
      overloads += BuiltinFunctions.overloads(of: name) ?? []
    }
    if schema != "pg_catalog" {
      for path in catalog.path(schema) {
        for entry in catalog.schemas[path]?.functions[name] ?? [] {
          guard let signature = entry.signature else { return .unknown }
          overloads.append(signature)
        }
      }
      for installed in catalog.extensions where installed != "plpgsql" {
        guard let objects = ExtensionObjects.all[installed] else {
          if overloads.isEmpty { return .unknown }
          continue
        }
        overloads += objects.functions.overloads(of: name) ?? []
      }
    }
    // Direct arguments, and those behind WITHIN GROUP, are counted by rules of their own.
    if call.bool("agg_within_group") {
      return overloads.isEmpty ? .missing(hasName: false) : .found([])
    }
    let count = arguments.count
    let fitting = overloads.filter { $0.arguments.contains(count) }
    if !fitting.isEmpty { return .found(fitting) }
    if mayBeOtherwise(name, schema, arguments) { return .unknown }
    return .missing(hasName: !overloads.isEmpty)
  }

  /// A type's name is a cast, and `f(row)` a field of the row.
  private func mayBeOtherwise(
    _ name: String,
    _ schema: String?,
    _ arguments: [SyntaxNode]
  ) -> Bool {
    // In FROM, unnest takes any number of arrays.
    if name == "unnest", schema != "pg_catalog" || arguments.count > 1 { return true }
    if name == own || catalog.refusedFunctions.contains(name) { return true }
    if let schema, schema.hasPrefix("pg_"), schema != "pg_catalog" { return true }
    if schema == "information_schema" { return true }
    if arguments.count == 1, arguments[0].is("ColumnRef") || TypeNames.builtin.contains(name) {
      let isField = catalog.unorderedRelations.values.contains { $0.column(name) != nil }
      if isField || TypeNames.builtin.contains(name) { return true }
    }
    if catalog.schemas.values.contains(where: { $0.types[name] != nil }) { return true }
    // A range type makes one of a name that is derived from its own, or chosen.
    if name.contains("multirange") { return true }
    if catalog.schemas.values.contains(where: { $0.hasMultirange(name) }) { return true }
    if catalog.extensions.contains(where: { ExtensionObjects.all[$0]?.types.contains(name) == true }
    ) {
      return true
    }
    return catalog.path(schema).contains {
      catalog[RelationID(schema: $0, name: name)]?.kind.hasColumns == true
    }
  }

  /// The names that somebody may have meant.
  var known: [String] {
    catalog.path(nil).flatMap { catalog.schemas[$0]?.functions.keys.sorted() ?? [] }
      + BuiltinFunctions.names
  }
}

extension FunctionEntry {
  /// Nil where its arguments are not known.
  var signature: FunctionSignature? {
    guard hasKnownArguments else { return nil }
    if isAggregate {
      let count = argumentTypes.count
      return FunctionSignature(
        arguments: count...(isVariadic ? .max : count),
        volatility: volatility,
        kind: .aggregate
      )
    }
    if isProcedure {
      // A call of a procedure has arguments for OUT parameters too.
      let count = allArgumentTypes.count
      return FunctionSignature(
        arguments: max(0, count - defaults)...(isVariadic ? .max : count),
        volatility: volatility,
        kind: .procedure
      )
    }
    let least = max(0, argumentTypes.count - defaults)
    return FunctionSignature(
      arguments: least...(isVariadic ? .max : argumentTypes.count),
      // A function in SQL may be put in place of its call, and then only its body counts.
      volatility: language == "sql" ? .immutable : volatility,
      returnsSet: returnsSet
    )
  }
}
