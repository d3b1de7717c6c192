/// What `up` came to in many databases or schemas: a line for each, the failures last, and a sum.
struct ManyReport {
  let places: ManyPlaces
  let outcomes: [ManyUp.Outcome?]

  /// Whether all of them are where they should be.
  var isSuccess: Bool {
    outcomes.allSatisfy { outcome in
      switch outcome {
      case .applied, .nothingToDo: true
      case .failed, nil: false
      }
    }
  }

  func show(as format: FormatOptions.Format) {
    guard format == .text else { return Output.json(ManyDocument(self)) }
    for (place, outcome) in zip(places.places, outcomes) {
      switch outcome {
      case .applied(let count, let milliseconds):
        let migrations = count == 1 ? "1 migration" : "\(count) migrations"
        Output.line("\(place.name): \(migrations) applied in \(milliseconds) ms")
      case .nothingToDo: Output.line("\(place.name): nothing to do")
      case .failed: break
      case nil: Output.line("\(place.name): not begun")
      }
    }
    for (place, outcome) in zip(places.places, outcomes) {
      guard case .failed(let reason, let finished) = outcome else { continue }
      let before = finished == 0 ? "" : " after \(finished) of its migrations"
      Output.error("error: \(place.name) failed\(before): \(reason.indentedAfterFirst)")
    }
    Output.line(sum)
  }

  var applied: Int { count { if case .applied = $0 { true } else { false } } }
  var nothingToDo: Int { count { if case .nothingToDo = $0 { true } else { false } } }
  var failed: Int { count { if case .failed = $0 { true } else { false } } }
  var notBegun: Int { outcomes.count { $0 == nil } }

  private func count(_ isCounted: (ManyUp.Outcome) -> Bool) -> Int {
    outcomes.count { $0.map(isCounted) ?? false }
  }

  private var sum: String {
    var parts = ["\(applied) brought up", "\(nothingToDo) had nothing to do", "\(failed) failed"]
    if notBegun > 0 { parts.append("\(notBegun) not begun") }
    return "\(outcomes.count) \(places.kind.rawValue): \(parts.joined(separator: ", "))"
  }
}

extension String {
  /// The same with the lines after the first set in.
  var indentedAfterFirst: String { replacing("\n", with: "\n  ") }
}

/// What `up --all` and `up --schemas` print in `--format json`.
private struct ManyDocument: Encodable {
  struct Place: Encodable {
    var name: String
    /// `applied`, `nothing`, `failed` or `not begun`.
    var outcome: String
    /// How many were applied.
    var migrations: Int
    var milliseconds: Int64?
    var error: String?
  }

  var places: [Place]
  var applied: Int
  var nothingToDo: Int
  var failed: Int
  var notBegun: Int

  init(_ report: ManyReport) {
    places = zip(report.places.places, report.outcomes).map { place, outcome in
      switch outcome {
      case .applied(let count, let milliseconds):
        Place(
          name: place.name,
          outcome: "applied",
          migrations: count,
          milliseconds: milliseconds
        )
      case .nothingToDo: Place(name: place.name, outcome: "nothing", migrations: 0)
      case .failed(let reason, let finished):
        Place(name: place.name, outcome: "failed", migrations: finished, error: reason)
      case nil: Place(name: place.name, outcome: "not begun", migrations: 0)
      }
    }
    applied = report.applied
    nothingToDo = report.nothingToDo
    failed = report.failed
    notBegun = report.notBegun
  }
}
