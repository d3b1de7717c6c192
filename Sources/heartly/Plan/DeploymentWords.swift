/// The words that the text and the Markdown of a plan have in common.
enum DeploymentWords {
  /// `1,234,567`.
  static func number(_ value: Int64) -> String {
    var groups: [Substring] = []
    var digits = String(value.magnitude)[...]
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// `12 kB`, in powers of 1,024, as `pg_size_pretty` has them.
  static func size(_ bytes: Int64) -> String {
    var (value, unit) = (Double(bytes), "bytes")
    for larger in ["kB", "MB", "GB", "TB"] where value >= 1024 {
      (value, unit) = (value / 1024, larger)
    }
    return "\(short(value)) \(unit)"
  }

  /// `0.4 s`, `12 s`, `3 min`, `2 h`.
  static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<0.1: "less than 0.1 s"
    case ..<120: "about \(short(seconds)) s"
    case ..<7200: "about \(short(seconds / 60)) min"
    default: "about \(short(seconds / 3600)) h"
    }
  }

  /// One digit behind the point, for what is below 10.
  private static func short(_ value: Double) -> String {
    guard value < 10, value != value.rounded() else { return number(Int64(value.rounded())) }
    let tenths = Int64((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  static func count(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }

  /// `2 migrations and 1 repeatable file`.
  static func parts(_ plan: DeploymentPlan) -> String {
    let migrations = plan.migrations.isEmpty ? [] : [count(plan.migrations.count, "migration")]
    let files =
      plan.repeatables.isEmpty ? [] : [count(plan.repeatables.count, "repeatable file")]
    return (migrations + files).joined(separator: " and ")
  }

  /// What follows from a statement that PostgreSQL would refuse.
  static func refusal(_ plan: DeploymentPlan) -> String {
    let files = Set(plan.migrations.map(\.file))
    return plan.findings.contains { $0.severity == "error" && files.contains($0.file) }
      ? "`up` would refuse to run this, because PostgreSQL would"
      : "PostgreSQL would refuse a repeatable file; the migrations before it would stay applied"
  }

  /// How a migration runs.
  static func mode(_ migration: DeploymentPlan.Migration) -> String {
    migration.mode == "transaction" ? "one transaction" : "statement by statement, no transaction"
  }

  /// What is done to a relation beside locking it.
  static func work(_ relation: DeploymentPlan.Relation) -> [String] {
    var parts: [String] = []
    switch relation.work {
    case "scan": parts.append("every row is read")
    case "rewrite": parts.append("every row is written anew")
    default: break
    }
    if relation.rebuildsIndexes { parts.append("indexes are built anew") }
    if relation.newIndexes > 0 { parts.append("\(count(relation.newIndexes, "index")) built") }
    return parts
  }

  static func rows(_ relation: DeploymentPlan.Relation) -> String {
    switch relation.state {
    case .new: "new"
    case .missing: "not in the database"
    case .existing where relation.bytes == nil: "no rows of its own"
    case .existing: relation.rows.map(number) ?? "never analysed"
    }
  }

  /// The time of several statements, of some of which nothing may be known.
  static func time(_ seconds: Double?, isUnknown: Bool) -> String? {
    switch (seconds, isUnknown) {
    case (nil, _): nil
    case (let seconds?, false): time(seconds)
    case (0?, true):
      "not known: it depends on what its statements do to rows"
    case (let seconds?, true): "\(time(seconds)), without what its statements do to rows"
    }
  }

  /// How the times were come by.
  static func method(_ measured: Throughput) -> String {
    "Estimates: this server reads \(size(Int64(measured.readBytesPerSecond)))/s (measured on "
      + "\(measured.table)) and sorts \(number(Int64(measured.sortRowsPerSecond))) rows/s; a rewrite is "
      + "taken for \(Int(Throughput.readsPerRewrite)) reads. Cold disks, load and waiting for locks come "
      + "on top."
  }

  static let unseen =
    "The role does not see the transactions of other roles; GRANT pg_read_all_stats shows them."

  /// Whether a statement waits for transactions that were open before it.
  static func waitsForTransactions(_ plan: DeploymentPlan) -> Bool {
    plan.migrations.contains {
      $0.statements.contains { $0.outside?.contains("CONCURRENTLY") == true }
    }
  }

  static func blocker(_ blocker: DeploymentPlan.Blocker) -> String {
    "\(blocker.session) \(blocker.isWaiting ? "waits for" : "holds") \(blocker.lock); the plan needs "
      + blocker.needed
  }
}
