/// Prints figures as a table, in the Markdown that a README shows as it is.
struct Report {
  let title: String
  /// What is measured, and what it is compared with.
  var ours = "heartly"
  let peer: String
  let figures: [Figure]

  var text: String {
    var rows = [["", ours, peer, "ratio (min–max)", "goal", ""]]
    rows += figures.map { figure in
      [
        figure.name, figure.unit.text(figure.ours.median), figure.unit.text(figure.peer.median),
        figure.ratio.text, figure.goal?.text ?? "", figure.verdict,
      ]
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      "| " + zip(row, widths).map { $0.padded(to: $1) }.joined(separator: " | ") + " |"
    }
    let rule =
      "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
    return (["", "**\(title)**", "", lines[0], rule] + lines.dropFirst()).joined(separator: "\n")
  }
}

extension Figure {
  fileprivate var verdict: String {
    guard let goal else { return "" }
    return goal.isMet(by: ratio.median) ? "met" : "missed"
  }
}

extension Figure.Goal {
  fileprivate var text: String {
    switch self {
    case .atMost(let limit): "≤ \(limit.fixed(2))"
    case .atLeast(let limit): "≥ \(limit.fixed(2))"
    }
  }
}

extension Figure.Unit {
  fileprivate func text(_ value: Double) -> String {
    switch self {
    case .milliseconds: "\((value * 1e3).fixed(1)) ms"
    case .microseconds: "\((value * 1e6).fixed(1)) µs"
    case .perSecond: "\(value.fixed(0)) /s"
    case .pages: value.fixed(0)
    case .megabytes: "\((value / 1e6).fixed(1)) MB"
    }
  }
}

extension Spread {
  fileprivate var text: String {
    "\(median.fixed(2)) (\(lowest.fixed(2))–\(highest.fixed(2)))"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
