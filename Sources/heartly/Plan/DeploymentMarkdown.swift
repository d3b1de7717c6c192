/// A plan as a comment on a pull request: what to worry about first, a table for each migration, and the
/// SQL folded away.
struct DeploymentMarkdown {
  let plan: DeploymentPlan
  private typealias Words = DeploymentWords

  var text: String {
    guard !plan.isEmpty else {
      return
        "### Migration plan\n\nNothing to do: no migrations are pending on \(code(plan.database))."
    }
    var blocks = [
      "### Migration plan: \(Words.parts(plan)) on \(code(plan.database))"
    ]
    blocks += worries
    if let time = Words.time(plan.estimatedSeconds, isUnknown: plan.takesUnknownTime) {
      blocks.append("**Time: \(time).**")
    }
    for migration in plan.migrations { blocks += show(migration) }
    for file in plan.repeatables { blocks += show(file) }
    blocks += sessions
    if let measured = plan.measured { blocks.append("<sub>\(plain(Words.method(measured)))</sub>") }
    return blocks.joined(separator: "\n\n")
  }

  // MARK: Warnings

  private var worries: [String] {
    var lines = plan.findings.map { finding in
      "\(mark(finding.severity)) \(code("\(finding.file):\(finding.line)")) \(plain(finding.message)) "
        + "(\(code(finding.rule)))"
    }
    if plan.isRefused {
      lines.insert("⛔ **\(Words.refusal(plan)).**", at: 0)
    }
    for blocker in plan.blockers {
      lines.append("⚠️ \(code(blocker.relation)): \(plain(Words.blocker(blocker)))")
    }
    for session in plan.runners {
      lines.append("⚠️ another runner of migrations is at work: \(plain("\(session)"))")
    }
    lines += plan.notes.map { "ℹ️ \(plain($0))" }
    return lines.isEmpty ? [] : [lines.map { "- \($0)" }.joined(separator: "\n")]
  }

  private func mark(_ severity: String) -> String {
    switch severity {
    case "error": "⛔"
    case "warning": "⚠️"
    default: "ℹ️"
    }
  }

  // MARK: Migrations

  private func show(_ migration: DeploymentPlan.Migration) -> [String] {
    let time = Words.time(migration.estimatedSeconds, isUnknown: migration.takesUnknownTime)
    let how = [Words.mode(migration), time].compactMap(\.self).joined(separator: ", ")
    return [
      "#### \(plain("\(migration.name) \(migration.version)"))", "\(plain(migration.file)): \(how)",
      table(of: migration.statements), folded(migration.statements, of: migration.file),
    ]
  }

  private func show(_ file: DeploymentPlan.RepeatableFile) -> [String] {
    [
      "#### \(plain(file.name))",
      "\(plain(file.file)): applied again, one transaction, \(plain(file.reason))",
      table(of: file.statements), folded(file.statements, of: file.file),
    ]
  }

  private func table(of statements: [DeploymentPlan.Statement]) -> String {
    let head = [
      "| # | What | Lock | Work | Rows | Size | Time |", "|--:|---|---|---|--:|--:|--:|",
    ]
    return (head + statements.flatMap(rows)).joined(separator: "\n")
  }

  /// A line for the statement with its first relation, and one for each further relation.
  private func rows(of statement: DeploymentPlan.Statement) -> [String] {
    var what = statement.changes.map(plain)
    if what.isEmpty { what.append(cell(firstWords(statement.sql))) }
    if statement.isFinished { what.append("*finished by an earlier run*") }
    if let command = statement.outside {
      what.append("*\(plain(command)): outside of a transaction*")
    }
    if statement.isRefused { what.append("⛔ *PostgreSQL would refuse it*") }
    let time =
      statement.takesUnknownTime ? "?" : statement.estimatedSeconds.map(Words.time) ?? ""
    let first = statement.relations.first.map(cells) ?? ["", "", "", ""]
    let head = ["\(statement.number)", what.joined(separator: "<br>")] + first + [time]
    let rest = statement.relations.dropFirst().map { ["", ""] + cells($0) + [""] }
    return ([head] + rest).map { "| \($0.joined(separator: " | ")) |" }
  }

  private func cells(_ relation: DeploymentPlan.Relation) -> [String] {
    [
      "\(cell(relation.relation)) \(relation.lock)", Words.work(relation).joined(separator: "<br>"),
      Words.rows(relation), relation.bytes.map(Words.size) ?? "",
    ]
  }

  private func folded(_ statements: [DeploymentPlan.Statement], of file: String) -> String {
    let sql = statements.map { $0.sql + ";" }.joined(separator: "\n\n")
    let fence = String(repeating: "`", count: max(3, sql.longestRun(of: "`") + 1))
    return """
      <details><summary>SQL of \(plain(file))</summary>

      \(fence)sql
      \(sql)
      \(fence)

      </details>
      """
  }

  private func firstWords(_ sql: String) -> String {
    let words = sql.split(whereSeparator: \.isWhitespace)
    return words.prefix(6).joined(separator: " ") + (words.count > 6 ? " …" : "")
  }

  // MARK: Sessions

  private var sessions: [String] {
    var blocks: [String] = []
    if !plan.transactions.isEmpty {
      let title =
        Words.waitsForTransactions(plan)
        ? "Open transactions, for which CONCURRENTLY waits" : "Open transactions"
      blocks.append(
        "<details><summary>\(title): \(plan.transactions.count)</summary>\n\n"
          + plan.transactions.map { "- \(plain("\($0)"))" }.joined(separator: "\n")
          + "\n\n</details>"
      )
    }
    if !plan.seesSessions { blocks.append(plain(Words.unseen)) }
    return blocks
  }

  // MARK: Escaping

  /// A text in which nothing is markup, also in a cell of a table.
  private func plain(_ text: String) -> String {
    text.inOneLine.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#": result += "\\\(character)"
      // A name alone must not call a person or an issue.
      case "@": result += "&#64;"
      default: result.append(character)
      }
    }
  }

  /// A text as code.
  private func code(_ text: String) -> String {
    let text = text.inOneLine
    let fence = String(repeating: "`", count: text.longestRun(of: "`") + 1)
    let padding = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + padding + text + padding + fence
  }

  /// A text as code in a table, where a bar would end the cell.
  private func cell(_ text: String) -> String {
    code(text).split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}

extension String {
  /// How often a character stands in a row at most.
  fileprivate func longestRun(of character: Character) -> Int {
    var (longest, run) = (0, 0)
    for other in self {
      run = other == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
