/// The members of a JSON object by their names: strings without quotation marks and escapes,
/// everything else as it is written.
public struct JSONMembers: Sendable {
  /// The values; of two members of one name the last.
  public private(set) var values: [String: String] = [:]

  /// Reads an object; what is none has no members.
  public init(_ json: [UInt8]) {
    json.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(buffer)
      while let (key, value) = scanner.next() {
        let name = CanonicalText(escaped: key).map { String(decoding: $0.plain, as: UTF8.self) }
        values[name ?? key.text] = value.stringValue ?? value.text
      }
    }
  }
}
