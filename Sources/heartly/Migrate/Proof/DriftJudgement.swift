import LiveCatalog
import MigrateProof

/// What `status --drift` has to say.
struct DriftJudgement {
  /// The file that says what may differ.
  var configuration: String?
  /// Nil where there is an obstacle.
  var report: DriftReport?
  /// Why nothing could be compared.
  var obstacle: String?

  init(configuration: String?) { self.configuration = configuration }

  /// Whether nothing differs that is not accepted.
  var isClean: Bool { report?.isEmpty == true }

  /// Shows it to people.
  func show() {
    if let obstacle { Output.line("drift: cannot be told: \(obstacle)") }
    guard let report else { return }
    for object in report.objects {
      for (index, line) in MigrateVerifyReport.shown(object.change, ["files", "database"])
        .enumerated()
      {
        Output.line(index == 0 ? "drift: \(line.drop { $0 == " " })" : "   \(line)")
      }
      if !object.along.isEmpty {
        Output.line("       with: \(object.along.map(\.object).joined(separator: ", "))")
      }
    }
    for ignored in report.ignored {
      Output.line("drift ignored: \(ignored.object) (\(ignored.reason))")
    }
    for ignore in report.unused {
      Output.line("note: \(configuration ?? "") ignores \(ignore.pattern), which does not differ")
    }
    if let note = report.versionNote { Output.line("note: \(note)") }
    switch report.objects.count {
    case 0: Output.line("The database is what its applied files make.")
    case 1: Output.line("1 object differs from what the applied files make.")
    case let count: Output.line("\(count) objects differ from what the applied files make.")
    }
  }
}

extension DriftReport {
  fileprivate var versionNote: String? {
    otherVersion.map { versions in
      "the database's server is PostgreSQL \(versions.database), the scratch server "
        + "\(versions.scratch): the same definition may read differently; --scratch-url names another"
    }
  }
}

/// What `status --drift --format json` adds.
struct DriftDocument: Encodable {
  struct Object: Encodable {
    var object: String
    /// What the files make of it; missing where they make none.
    var files: String?
    /// What it is in the database; missing where it is not there.
    var database: String?
    /// What differs only because this is there, or is not.
    var along: [String]
  }
  struct Ignored: Encodable {
    var object: String
    var reason: String
  }

  /// Why nothing could be compared.
  var obstacle: String?
  var objects: [Object]
  var ignored: [Ignored]
  /// The patterns that fit nothing that differs.
  var unusedIgnores: [String]
  var notes: [String]

  init(_ judgement: DriftJudgement) {
    obstacle = judgement.obstacle
    let report = judgement.report
    objects = (report?.objects ?? []).map { object in
      Object(
        object: object.change.object,
        files: object.change.before,
        database: object.change.after,
        along: object.along.map(\.object)
      )
    }
    ignored = (report?.ignored ?? []).map { Ignored(object: $0.object, reason: $0.reason) }
    unusedIgnores = (report?.unused ?? []).map(\.pattern)
    notes = [report?.versionNote].compactMap { $0 }
  }
}
