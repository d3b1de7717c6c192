import MigrateExact
import MigrateLint

/// The answer of `lint --exact --format json`.
struct ExactDocument: Encodable {
  var findings: [FindingDocument]
  var statements: [Statement]

  init(_ report: ExactReport) {
    findings = report.findings.map(FindingDocument.init)
    statements = report.statements.map(Statement.init)
  }

  /// What one statement did to what was there before its migration; without `locks` and `scanned`
  /// where it cannot run in a transaction.
  struct Statement: Encodable {
    var file: String
    var line: Int
    var locks: [Lock]?
    var rewritten: [String]
    var rebuilt: [String]
    var scanned: [String]?

    init(_ effect: MeasuredEffect) {
      file = effect.place.file
      line = effect.place.line
      locks = effect.locks?.map { Lock(relation: $0.relation, mode: $0.mode.name) }
      rewritten = effect.rewritten
      rebuilt = effect.rebuilt
      scanned = effect.scanned
    }
  }

  struct Lock: Encodable {
    var relation: String
    var mode: String
  }
}

extension MeasuredEffect {
  /// One line for people, such as `a.sql:3: ACCESS EXCLUSIVE client; rewrites client`.
  var line: String {
    var parts = (locks ?? []).map { "\($0.mode.name) \($0.relation)" }
    if locks == nil { parts.append("outside of a transaction") }
    for (verb, names) in [("rewrites", rewritten), ("rebuilds", rebuilt), ("scans", scanned ?? [])]
    where !names.isEmpty {
      parts.append("\(verb) \(names.joined(separator: ", "))")
    }
    return "\(place.file):\(place.line): \(parts.joined(separator: "; "))"
  }
}
