import PostgresSyntax

/// The names that PostgreSQL gives to what a statement does not name.
enum ChosenName {
  /// `first_second_label`, with the longer of the two parts cut until it fits in 63 bytes
  /// (PostgreSQL's makeObjectName).
  static func make(_ first: String, _ second: String?, _ label: String) -> String {
    var first = Array(first.unicodeScalars)
    var second = second.map { Array($0.unicodeScalars) }
    func size(_ part: [Unicode.Scalar]) -> Int { part.reduce(0) { $0 + UTF8.width($1) } }
    let room = 63 - label.utf8.count - 1 - (second == nil ? 0 : 1)
    while size(first) + size(second ?? []) > room {
      if size(first) > size(second ?? []) { first.removeLast() } else { second?.removeLast() }
    }
    let parts = [string(first), second.map(string), label].compactMap(\.self)
    return parts.joined(separator: "_")
  }

  /// The first name that is free: the label gets a number where it is not.
  static func make(
    _ first: String,
    _ second: String?,
    _ label: String,
    unless isTaken: (String) -> Bool
  ) -> String {
    var number = 0
    while true {
      let name = make(first, second, number == 0 ? label : "\(label)\(number)")
      if !isTaken(name) { return name }
      number += 1
    }
  }

  /// The columns' part of an index's or foreign key's name.
  static func joined(_ columns: [String]) -> String {
    var text = ""
    for column in columns {
      if !text.isEmpty { text += "_" }
      text += column
      if text.utf8.count >= 64 { break }
    }
    return text
  }

  /// Each column's name in an index, with numbers behind those that come twice.
  static func unique(_ columns: [String]) -> [String] {
    var names: [String] = []
    for column in columns {
      var name = column
      var number = 0
      while names.contains(name) {
        number += 1
        name = "\(column)\(number)"
      }
      names.append(name)
    }
    return names
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
