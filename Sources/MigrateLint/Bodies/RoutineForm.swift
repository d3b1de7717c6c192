/// What a routine is, as far as the statements of its body depend on it.
struct RoutineForm {
  enum Result { case nothing, value, rows, outputs, trigger, eventTrigger }

  var result = Result.nothing
  /// The names of its parameters and of the columns that it returns.
  var parameters: Set<String> = []
  /// Those of parameters that no cursor can be, because their type is another.
  var plainParameters: Set<String> = []
  /// Whether its columns are variables, so that RETURN NEXT takes no value.
  var hasOutputs = false

  /// A DO block.
  static let block = RoutineForm()

  init() {}

  init(_ entry: FunctionEntry, named name: String) {
    parameters = Set(entry.parameterNames + [name])
    for (name, type) in zip(entry.argumentNames, entry.argumentTypes) where type != "refcursor" {
      plainParameters.insert(name)
    }
    for output in entry.outputs where output.type.name != "refcursor" {
      plainParameters.insert(output.name)
    }
    hasOutputs = !entry.outputs.isEmpty
    if entry.returnsSet {
      result = .rows
    } else if entry.result?.name == "void" {
      result = .nothing
    } else if hasOutputs {
      result = .outputs
    } else if entry.isProcedure {
      result = .nothing
    } else if entry.returnsTrigger {
      result = .trigger
    } else {
      result = entry.result?.name == "event_trigger" ? .eventTrigger : .value
    }
  }

  /// The variables that PL/pgSQL makes for it.
  var builtin: Set<String> {
    switch result {
    case .trigger: RoutineScope.builtin
    case .eventTrigger: ["found", "sqlstate", "sqlerrm", "tg_event", "tg_tag"]
    default: ["found", "sqlstate", "sqlerrm"]
    }
  }
}
