/// A plan for a terminal.
struct DeploymentText {
  let plan: DeploymentPlan
  private typealias Words = DeploymentWords

  var text: String {
    guard !plan.isEmpty else {
      return (plan.notes.map { "note: \($0)" } + ["Nothing to do: no migrations are pending."])
        .joined(separator: "\n")
    }
    var lines = findings + plan.notes.map { "note: \($0)" }
    if !lines.isEmpty { lines.append("") }
    for migration in plan.migrations { lines += show(migration) + [""] }
    for file in plan.repeatables {
      lines.append("\(file.name): applied again, one transaction: \(file.reason)")
      for statement in file.statements { lines += show(statement, of: file.file) }
      lines.append("")
    }
    lines += sessions
    if let measured = plan.measured { lines.append(Words.method(measured)) }
    lines.append(sum)
    if plan.isRefused {
      lines.append("\(Words.refusal(plan)).")
    }
    return lines.joined(separator: "\n")
  }

  private var findings: [String] {
    plan.findings.map { finding in
      "\(finding.file):\(finding.line):\(finding.column): \(finding.severity): \(finding.message) "
        + "[\(finding.rule)]"
    }
  }

  private func show(_ migration: DeploymentPlan.Migration) -> [String] {
    let time = Words.time(migration.estimatedSeconds, isUnknown: migration.takesUnknownTime)
    var lines = [
      "\(migration.name)\(migration.version): \(Words.mode(migration))\(time.map { ", \($0)" } ?? "")"
    ]
    for statement in migration.statements { lines += show(statement, of: migration.file) }
    return lines
  }

  private func show(
    _ statement: DeploymentPlan.Statement,
    of file: String
  ) -> [String] {
    var marks: [String] = []
    if statement.isFinished { marks.append("finished by an earlier run") }
    if let command = statement.outside { marks.append("\(command) runs outside of a transaction") }
    let mark = marks.isEmpty ? "" : "  (\(marks.joined(separator: ", ")))"
    var lines = ["  \(file):\(statement.line)\(mark)"]
    lines += statement.sql.split(whereSeparator: \.isNewline).map { "    | \($0.inOneLine)" }
    lines += statement.changes.map { "    \($0)" }
    for relation in statement.relations {
      let what = [relation.lock] + Words.work(relation)
      let size = relation.bytes.map { ", \(Words.size($0))" } ?? ""
      let rows = Words.rows(relation)
      let unit = relation.rows == nil ? "" : relation.rows == 1 ? " row" : " rows"
      lines.append(
        "    \(relation.relation): \(what.joined(separator: ", ")) (\(rows)\(unit)\(size))"
      )
    }
    if statement.isRefused { lines.append("    PostgreSQL would refuse it") }
    if let seconds = statement.estimatedSeconds, seconds > 0 {
      lines.append("    \(Words.time(seconds))")
    }
    return lines
  }

  private var sessions: [String] {
    var lines: [String] = []
    if !plan.runners.isEmpty {
      lines += ["Another runner of migrations is at work:"] + plan.runners.map { "  \($0)" } + [""]
    }
    if !plan.blockers.isEmpty {
      lines.append("In the way now:")
      lines += plan.blockers.map { "  \($0.relation): \(Words.blocker($0))" } + [""]
    }
    if !plan.transactions.isEmpty {
      lines.append(
        Words.waitsForTransactions(plan)
          ? "Open transactions, the oldest first; CONCURRENTLY waits for them:"
          : "Open transactions, the oldest first:"
      )
      lines += plan.transactions.map { "  \($0)" } + [""]
    }
    if !plan.seesSessions { lines += [Words.unseen, ""] }
    return lines
  }

  private var sum: String {
    let statements =
      plan.migrations.reduce(0) { $0 + $1.statements.count }
      + plan.repeatables.reduce(0) { $0 + $1.statements.count }
    let time = Words.time(plan.estimatedSeconds, isUnknown: plan.takesUnknownTime)
    return "\(Words.parts(plan)) would run on \(plan.database.inOneLine), "
      + "\(Words.count(statements, "statement"))\(time.map { ": \($0)" } ?? ""). Nothing was changed."
  }
}
