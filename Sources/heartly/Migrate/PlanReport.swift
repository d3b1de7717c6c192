import Migrate

/// What `--dry-run` prints: the steps in order, and how each would run.
struct PlanReport {
  let plan: Plan

  private struct Document: Encodable {
    struct Step: Encodable {
      var version: Int64
      var name: String
      var direction: String
      var statements: Int
      var isTransactional: Bool
    }
    var steps: [Step]
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
    let notes = plan.notes.map(\.description)
    guard format == .text else { return Output.json(Document(steps: steps, notes: notes)) }
    for note in notes { Output.line("note: \(note)") }
    for step in steps {
      let how = step.isTransactional ? "one transaction" : "statement by statement"
      Output.line(
        "would run \(step.direction) of \(step.name)\(step.version): \(step.statements) "
          + "\(step.statements == 1 ? "statement" : "statements"), \(how)"
      )
    }
    Output.line(sum(of: steps.count))
  }

  private func sum(of count: Int) -> String {
    switch count {
    case 0: "Nothing to do."
    case 1: "1 migration would run. Nothing was changed."
    default: "\(count) migrations would run. Nothing was changed."
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
