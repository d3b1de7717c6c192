extension BodyParser {
  mutating func sql() throws(Unread) -> [BodyStatement] {
    let range = try tokens(until: [])
    try expect(";")
    var fragment = BodyFragment(tokens: range, isExpression: false)
    guard let place = place(ofInto: range) else { return [.sql(fragment, into: [])] }
    var end = place + 1
    if end < range.upperBound, text.words[end] == "strict" { end += 1 }
    let first = end
    // A list of names, each with its fields and subscripts.
    while end < range.upperBound {
      end += 1
      guard end < range.upperBound else { break }
      if text.words[end] == "." || text.words[end] == "," {
        end += 1
        continue
      }
      if text.words[end] == "[" {
        while end < range.upperBound, text.words[end] != "]" { end += 1 }
        continue
      }
      break
    }
    fragment.blank = place..<end
    return [.note(.into(first..<end)), .sql(fragment, into: targets(first..<end))]
  }

  private func place(ofInto range: Range<Int>) -> Int? {
    guard let first = range.first else { return nil }
    switch text.words[first] {
    case "select", "with", "insert", "update", "delete", "values", "table", "(": break
    default: return nil
    }
    return range.dropFirst().first { index in
      text.words[index] == "into" && text.words[index - 1] != "insert"
        && text.words[index - 1] != "merge"
    }
  }

  func targets(_ range: Range<Int>) -> [String] {
    var names: [String] = []
    var isFirst = true
    for index in range {
      switch text.words[index] {
      case ",": isFirst = true
      case "strict" where isFirst && range.count > 1 && index == range.lowerBound: continue
      default:
        if isFirst { names.append(text.name(index)) }
        isFirst = false
      }
    }
    return names
  }
}
