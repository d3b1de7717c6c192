import Migrate

/// The texts of the live line about how far something has come.
enum ProgressLine {
  private static let width = 20

  /// A bar of blocks, as long for every part: `██████░░░░`.
  static func bar(_ fraction: Double) -> String {
    let full = Int((fraction * Double(width)).rounded(.down))
    return String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
  }

  static func percent(_ fraction: Double) -> String { "\(Int(fraction * 100)) %" }

  /// A number with its thousands apart: 1,250,000.
  static func grouped(_ number: Int64) -> String {
    var digits = String(number)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.append(Substring(digits.suffix(3)))
      digits.removeLast(3)
    }
    return ([Substring(digits)] + groups.reversed()).joined(separator: ",")
  }

  /// Minutes and seconds, and hours where there are some: 2:05, 1:02:05.
  static func clock(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    let rest = seconds % 60 < 10 ? "0\(seconds % 60)" : "\(seconds % 60)"
    let minutes = seconds / 60 % 60
    guard seconds >= 3600 else { return "\(minutes):\(rest)" }
    return "\(seconds / 3600):\(minutes < 10 ? "0" : "")\(minutes):\(rest)"
  }
}

extension BatchProgress {
  /// `statement 2 ██████░░░░ 61 %, 610,000 of about 1,000,000 rows, 52,300/s, 0:07 left`
  var line: String {
    var parts: [String] = []
    if let fraction {
      parts.append(
        "statement \(statement) \(ProgressLine.bar(fraction)) \(ProgressLine.percent(fraction))"
      )
    } else {
      parts.append("statement \(statement)")
    }
    let most = estimated.map { " of about \(ProgressLine.grouped($0))" } ?? ""
    parts.append("\(ProgressLine.grouped(rows))\(most) rows")
    if let rowsPerSecond { parts.append("\(ProgressLine.grouped(Int64(rowsPerSecond)))/s") }
    if let timeLeft { parts.append("\(ProgressLine.clock(timeLeft)) left") }
    return parts.joined(separator: ", ")
  }

  /// What a log holds of it at the end.
  var summary: String {
    "statement \(statement) passed over \(ProgressLine.grouped(rowsOfRun)) rows in \(batches) "
      + "\(batches == 1 ? "batch" : "batches"), and changed \(ProgressLine.grouped(Int64(changed)))."
  }
}

extension ServerProgress {
  /// `building index: scanning table, 45 %`, or who is waited for.
  var line: String {
    guard isWaiting else {
      return fraction.map { "\(phase), \(ProgressLine.percent($0))" } ?? phase
    }
    let count = total > 0 ? ", \(done) of \(total)" : ""
    let who = blockers.map(\.description).joined(separator: "; ")
    return phase + count + (who.isEmpty ? "" : ", behind \(who)")
  }
}
