import LiveCatalog
import Migrate
import MigrateExact
import MigrateLint
import MigrateProof

/// What `verify` prints for people.
enum MigrateVerifyReport {
  /// Shows one migration: how long its halves took, what they locked and rewrote, and what is wrong.
  static func show(_ proof: MigrationProof) {
    let times = proof.steps.map { "\($0.phase.rawValue) \($0.duration.shown)" }
    let sum = times.isEmpty ? "" : "  \(times.joined(separator: ", "))"
    Output.line("\(proof.holds ? "holds " : "BROKEN")  \(proof.identifier)\(sum)")
    for step in proof.steps where step.phase != .upAgain {
      for line in lines(of: step) { Output.line("        \(line)") }
    }
    if let rows = proof.rows, !rows.filled.isEmpty {
      Output.line("        on \(rows.total) rows in \(counted(rows.filled.count, "table"))")
    }
    for finding in proof.findings {
      for line in lines(of: finding) { Output.line("        \(line)") }
    }
  }

  /// Shows which tables could not be filled, and how many migrations hold.
  static func sum(of report: ProofReport) {
    var without: [FilledTables.Unfilled: Int] = [:]
    for table in report.migrations.flatMap({ $0.rows?.unfilled ?? [] }) {
      without[table, default: 0] += 1
    }
    for (table, count) in without.sorted(by: { $0.key.name < $1.key.name }) {
      Output.line(
        "not filled before \(counted(count, "migration")): \(table.name): \(table.reason)"
      )
    }
    let broken = report.migrations.count { !$0.holds }
    let time = report.duration.shown
    Output.line(
      broken == 0
        ? "\(counted(report.migrations.count, "migration")) proven in \(time)."
        : "\(broken) of \(counted(report.migrations.count, "migration")) do not hold (\(time))."
    )
  }

  private static func lines(of step: MeasuredStep) -> [String] {
    var lines: [String] = []
    let modes = Dictionary(grouping: step.locks, by: \.mode)
    for (mode, locks) in modes.sorted(by: { $0.key > $1.key }) where mode > .rowExclusive {
      lines.append(
        "\(step.phase.rawValue): \(mode.name) on \(locks.map(\.relation).joined(separator: ", "))"
      )
    }
    if step.hasSampledLocks {
      lines.append(
        "\(step.phase.rawValue): outside of a transaction, where locks were seen in samples"
      )
    }
    if !step.rewritten.isEmpty {
      lines.append("\(step.phase.rawValue): rewrites \(step.rewritten.joined(separator: ", "))")
    }
    if !step.rebuilt.isEmpty {
      lines.append("\(step.phase.rawValue): rebuilds \(step.rebuilt.joined(separator: ", "))")
    }
    return lines
  }

  private static func lines(of finding: ProofFinding) -> [String] {
    switch finding {
    case .failed(let phase, let reason, let onlyOnRows):
      let when = onlyOnRows ? " where the tables hold rows; on empty ones it runs" : ""
      return ["\(phase.rawValue) fails\(when):"] + indented(reason)
    case .notRestored(let changes):
      return ["the down does not restore what was before the up:"]
        + changes.flatMap { shown($0, ["before the up", "after the down"]) }
    case .notRepeated(let changes):
      return ["the second up makes something else than the first:"]
        + changes.flatMap { shown($0, ["after the first", "after the second"]) }
    case .batchesDiffer(let differences):
      return ["its statements come to other rows in batches than as a whole:"]
        + differences.map { difference in
          "  \(difference.table): \(difference.onlyInFirst) rows in batches only, "
            + "\(difference.onlyInSecond) as a whole only"
        }
    case .irreversible(let reason):
      return ["cannot be taken back: \(reason) (--allow-irreversible accepts it)"]
    case .notReached: return ["not reached: an earlier migration does not run"]
    }
  }

  /// An object and its two definitions, under the names of the moments.
  static func shown(_ change: CatalogChange, _ moments: [String]) -> [String] {
    let width = moments.map(\.count).max() ?? 0
    let definitions = [change.before, change.after].map { $0.map { $0.isEmpty ? "there" : $0 } }
    return ["  \(change.object)"]
      + zip(moments, definitions).flatMap { moment, definition in
        let lines = (definition ?? "not there").split(
          separator: "\n",
          omittingEmptySubsequences: false
        )
        let head = "\(moment):".padded(to: width + 1)
        return lines.enumerated().map { index, line in
          "    \(index == 0 ? head : String(repeating: " ", count: width + 1)) \(line)"
        }
      }
  }

  private static func indented(_ text: String) -> [String] {
    text.split(separator: "\n").map { "  \($0)" }
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

extension Duration {
  /// In seconds from one second on, else in milliseconds.
  var shown: String {
    let milliseconds = milliseconds
    guard milliseconds >= 1000 else { return "\(milliseconds) ms" }
    return "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
  }
}
