import Postgres

/// A file with a connection string on each line. Blank lines and those that begin with `#` say nothing.
struct DatabaseFile {
  let path: String

  /// The databases in their order; none twice.
  func places() throws(Failure) -> [MigrationPlace] {
    let bytes: [UInt8]
    do {
      bytes = try Platform.content(of: path)
    } catch {
      throw Failure(message: "error: \(path) cannot be read: \(error)", status: .usage)
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false,
      whereSeparator: \.isNewline
    )
    var places: [MigrationPlace] = []
    var numbers: [String: Int] = [:]
    var problems: [String] = []
    for (index, line) in lines.enumerated() {
      let text = line.trimmed
      guard !text.isEmpty, !text.hasPrefix("#") else { continue }
      let number = index + 1
      do {
        let target = try ConnectionTarget(text)
        let name = Self.name(of: target)
        if let earlier = numbers.updateValue(number, forKey: name) {
          problems.append("\(path):\(number): the database of line \(earlier) again: \(name)")
        }
        places.append(MigrationPlace(name: name, target: target))
      } catch {
        // The driver's messages quote nothing of a connection string.
        problems.append("\(path):\(number): \(error)")
      }
    }
    if places.isEmpty, problems.isEmpty { problems = ["\(path) names no database"] }
    guard problems.isEmpty else {
      throw Failure(
        message: problems.map { "error: \($0)" }.joined(separator: "\n"),
        status: .usage
      )
    }
    return places
  }

  /// `host:port/database`, as short as it can be and different for each.
  private static func name(of target: ConnectionTarget) -> String {
    let host = target.effective("host") ?? target.effective("hostaddr") ?? "local"
    let user = target.effective("user")
    return "\(host):\(target.effective("port") ?? "5432")/"
      + (target.effective("dbname") ?? user ?? "")
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
