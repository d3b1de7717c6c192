/// The parameters of a URL's query, each of which stands at most once.
struct Query: Sendable {
  private var values: [String: String] = [:]

  /// Reads `a=b&c=d`.
  ///
  /// - Throws: `malformed-request` for a name that stands twice, and for what is not UTF-8: two
  ///   readers of the same address would see two different requests.
  init(_ text: String?) throws(Problem) {
    for pair in (text ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]),
        let value = Self.decoded(parts.count == 2 ? parts[1] : "")
      else {
        throw Problem(kind: .malformedRequest, detail: "The query is not well encoded.")
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw Problem(kind: .malformedRequest, detail: "A parameter of the query stands twice.")
      }
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// Refuses what nobody asked for.
  func expect(only names: Set<String>) throws(Problem) {
    let others = values.keys.filter { !names.contains($0) }.sorted()
    guard others.isEmpty else {
      throw Problem(
        kind: .invalid,
        fields: others.map {
          .init(pointer: $0, rule: "unknown", message: "There is no such parameter.")
        }
      )
    }
  }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncodingStrictly()
  }
}

extension StringProtocol {
  /// Decodes `%41`; nil where an escape or the UTF-8 is broken.
  func removingPercentEncodingStrictly() -> String? {
    var bytes: [UInt8] = []
    var rest = Substring(self).utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexadecimal),
        let low = rest.popFirst().flatMap(hexadecimal)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

private func hexadecimal(_ digit: UInt8) -> UInt8? {
  Character(Unicode.Scalar(digit)).hexDigitValue.map(UInt8.init)
}
