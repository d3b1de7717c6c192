import Migrate

/// What `--dry-run` prints: the steps in order, and how each would run.
struct PlanReport {
  let plan: Plan
  /// What would be applied again afterwards.
  let repeatables: RepeatablePlan?

  private struct Document: Encodable {
    struct Step: Encodable {
      var version: Int64
      var name: String
      var direction: String
      var statements: Int
      var isTransactional: Bool
    }
    var steps: [Step]
    var repeatables: [RepeatableDocument]
    var notes: [String]
  }

  func show(as format: FormatOptions.Format) throws {
    let steps = try plan.steps.map { step in
      let script = try script(of: step)
      return Document.Step(
        version: step.migration.identifier.version.value,
        name: step.migration.identifier.name,
        direction: step.direction.rawValue,
        statements: script.statements.count,
        isTransactional: script.isTransactional
      )
    }
    let notes = plan.notes.map(\.description) + (repeatables?.notes ?? [])
    let again = repeatables?.items ?? []
    guard format == .text else {
      let documents = again.map { RepeatableDocument($0.repeatable.name, $0.reason.word) }
      return Output.json(Document(steps: steps, repeatables: documents, notes: notes))
    }
    for note in notes { Output.line("note: \(note)") }
    for step in steps {
      let how = step.isTransactional ? "one transaction" : "statement by statement"
      Output.line(
        "would run \(step.direction) of \(step.name)\(step.version): \(step.statements) "
          + "\(step.statements == 1 ? "statement" : "statements"), \(how)"
      )
    }
    for item in again {
      Output.line("would apply \(item.repeatable.name): \(item.reason.sentence)")
    }
    Output.line(sum(of: steps.count, again: again.count))
  }

  private func sum(of count: Int, again: Int) -> String {
    let migrations = "\(count) migration\(count == 1 ? "" : "s")"
    let files = "\(again) repeatable file\(again == 1 ? "" : "s")"
    return switch (count, again) {
    case (0, 0): "Nothing to do."
    case (_, 0): "\(migrations) would run. Nothing was changed."
    case (0, _): "\(files) would be applied. Nothing was changed."
    default: "\(migrations) would run, and \(files) be applied. Nothing was changed."
    }
  }

  private func script(of step: Plan.Step) throws -> MigrationScript {
    let file = step.direction == .up ? step.migration.up : step.migration.down
    guard let file else {
      preconditionFailure("A plan that rolls back has been made of both halves.")
    }
    do {
      return try file.script()
    } catch {
      throw MigrateError.script(error)
    }
  }
}

/// A file that is applied whenever it changes, in `--format json`.
struct RepeatableDocument: Encodable {
  var name: String
  /// `current`, `changed`, `new`, `dependent`, `missing`, `gone`.
  var state: String

  init(_ name: String, _ state: String) {
    self.name = name
    self.state = state
  }
}

extension RepeatablePlan.Reason {
  /// `new`, `changed`, `dependent` or `missing`.
  var word: String {
    switch self {
    case .new: "new"
    case .changed: "changed"
    case .uses: "dependent"
    case .missing: "missing"
    }
  }

  var sentence: String {
    switch self {
    case .new: "it is new"
    case .changed: "it changed"
    case .uses(let other): "it uses \(other)"
    case .missing: "a view that it makes is gone"
    }
  }
}
