/// What names mean inside a routine besides columns.
struct RoutineScope {
  let catalog: Catalog

  /// The variables that PL/pgSQL makes for every routine, and those of triggers.
  static let builtin: Set<String> = [
    "found", "new", "old", "sqlerrm", "sqlstate", "tg_argv", "tg_event", "tg_level", "tg_name",
    "tg_nargs", "tg_op", "tg_relid", "tg_relname", "tg_table_name", "tg_table_schema", "tg_tag",
    "tg_when",
  ]

  /// The names of a routine's own block: its parameters, qualified with its name where wanted.
  func outermost(name: String?, parameters: [String]) -> Scope {
    var scope = Scope()
    scope.isRoutine = true
    for name in Self.builtin { scope.variables[name] = open(name) }
    for parameter in parameters { scope.variables[parameter] = open(parameter) }
    if let name { scope.variables[name] = open(name) }
    return scope
  }

  /// The names that a block or loop declares.
  func scope(of variables: [BodyVariable], label: String? = nil) -> Scope {
    var scope = Scope()
    scope.isRoutine = true
    for variable in variables { scope.variables[variable.name] = entry(variable) }
    if let label { scope.variables[label] = open(label) }
    return scope
  }

  private func open(_ name: String) -> Scope.Entry {
    Scope.Entry(name: name, columns: [], isOpen: true)
  }

  private func entry(_ variable: BodyVariable) -> Scope.Entry {
    switch variable.kind {
    case .row(let name), .named(let name):
      guard let (id, relation) = catalog.relation(name), relation.kind.hasColumns else {
        return open(variable.name)
      }
      return Scope.Entry(
        name: variable.name,
        schema: id.schema,
        columns: relation.columns.map(\.name),
        isOpen: relation.isOpen
      )
    case .scalar, .record, .cursor, .label, .counter, .alias: return open(variable.name)
    }
  }
}
