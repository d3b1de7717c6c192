/// What PL/pgSQL refuses when a routine is made, beside its grammar and the types that it declares:
/// statements where they may not stand, and names of variables, labels and conditions that are none.
struct BodyRules {
  struct Fault {
    let rule: Rule
    let message: String
    let place: Int
  }

  let text: BodyText
  let form: RoutineForm
  private(set) var faults: [Fault] = []

  init(_ text: BodyText, _ form: RoutineForm) {
    self.text = text
    self.form = form
  }

  /// A variable, label or parameter, as the statements see it.
  struct Meaning {
    var isConstant = false
    /// Whether it is a cursor, and how many arguments it takes; nil where it may be none.
    var cursor: Cursor?
    var isLabel = false
    /// Whether it holds a row, so that it takes a row alone.
    var isRow = false
  }

  enum Cursor: Equatable {
    case bound(arguments: Int)
    case unbound
    case none
  }

  /// What encloses a statement.
  struct Surroundings {
    var names: [String: Meaning] = [:]
    /// The labels around, and whether each is a loop's.
    var labels: [String: Bool] = [:]
    var isInLoop = false
  }

  mutating func check(_ block: BodyBlock) {
    var outer = Surroundings()
    for name in form.builtin.union(form.parameters) {
      outer.names[name] = Meaning(cursor: form.plainParameters.contains(name) ? Cursor.none : nil)
    }
    check(block, outer)
  }

  private mutating func check(_ block: BodyBlock, _ outer: Surroundings) {
    var around = outer
    for variable in block.variables {
      around.names[variable.name] = meaning(of: variable)
      if variable.isNotNull, variable.value == nil, let type = variable.type {
        report(
          .notAllowedHere,
          "the variable \(variable.name.quotedIfNeeded) is NOT NULL and needs a default",
          at: type.lowerBound
        )
      }
    }
    if let label = block.label {
      around.labels[label] = false
      around.names[label] = Meaning(isLabel: true)
    }
    check(block.body, around)
    if let end = block.endLabel { check(endLabel: end, of: block.label) }
    for handler in block.handlers {
      check(conditions: handler.tokens)
      check(handler.body, around)
    }
  }

  private func meaning(of variable: BodyVariable) -> Meaning {
    var meaning = Meaning(isConstant: variable.isConstant)
    switch variable.kind {
    case .cursor where variable.type == nil:
      meaning.cursor = .bound(arguments: variable.parameters.count)
    case .cursor: meaning.cursor = .unbound
    case .row:
      meaning.cursor = Cursor.none
      meaning.isRow = true
    case .record:
      // Whatever is no plain name of a type counts as one.
      guard variable.type.map({ $0.map { text.words[$0] } }) == ["record"] else { break }
      meaning.cursor = Cursor.none
      meaning.isRow = true
    case .counter: meaning.cursor = Cursor.none
    case .scalar: break
    case .named(let name):
      if name.schema == nil, TypeNames.isBuiltin(name.name), name.name != "refcursor" {
        meaning.cursor = Cursor.none
      }
    case .label: meaning.isLabel = true
    case .alias: break
    }
    return meaning
  }

  private mutating func check(_ statements: [BodyStatement], _ around: Surroundings) {
    for statement in statements { check(statement, around) }
  }

  private mutating func check(_ statement: BodyStatement, _ around: Surroundings) {
    switch statement {
    case .block(let block): check(block, around)
    case .assign(let target, _): check(target: target, around)
    case .branch(let arms, let otherwise):
      for arm in arms { check(arm.body, around) }
      check(otherwise ?? [], around)
    case .loop(_, let variables, let body):
      var inside = around
      inside.isInLoop = true
      for variable in variables {
        if variable.kind.isLabel { inside.labels[variable.name] = true }
        // A loop over a cursor makes its variable; one over rows must have it.
        if inside.names[variable.name] == nil || variable.kind.isLabel || variable.kind.isCounter {
          inside.names[variable.name] = meaning(of: variable)
        }
      }
      check(body, inside)
    case .note(let note): check(note, around)
    case .sql, .expression, .execute, .leave: break
    }
  }

  // MARK: Reporting

  mutating func report(_ rule: Rule, _ message: String, at token: Int) {
    let index = min(token, text.tokens.count - 1)
    guard index >= 0 else { return }
    faults.append(Fault(rule: rule, message: message, place: text.tokens[index].lowerBound))
  }
}

extension BodyVariable.Kind {
  fileprivate var isLabel: Bool { if case .label = self { true } else { false } }
  fileprivate var isCounter: Bool { if case .counter = self { true } else { false } }
}
