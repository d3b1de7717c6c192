/// A JSON document in the one form that RFC 8785 (JCS) gives it: members sorted by their UTF-16
/// code units, no blanks, the shortest escapes and numbers, UTF-8.
///
/// RFC 8785 knows only the numbers that an IEEE 754 double holds. PostgreSQL's `jsonb` holds
/// others, and rounding them would let two different entries have one hash. Such a number is
/// written as a string of its own digits, and `inexactNumbers` lists them in the order of the
/// document as it is written.
public struct CanonicalJSON: Hashable, Sendable {
  /// The document.
  public let bytes: [UInt8]
  /// The numbers that no double holds, as they stood.
  public let inexactNumbers: [String]

  /// Reads a document (RFC 8259) and writes it anew.
  ///
  /// - Parameters:
  ///   - json: The document in UTF-8.
  ///   - omitsNullMembers: Whether members of the outermost object that are null are left out.
  /// - Throws: `malformedJSON`, also for two members of one name.
  public init(_ json: UnsafeBufferPointer<UInt8>, omitsNullMembers: Bool = false) throws(LogError) {
    var reader = CanonicalReader(json: json, omitsNullMembers: omitsNullMembers)
    try reader.document()
    bytes = reader.output
    inexactNumbers = reader.inexactNumbers.map(\.text)
  }

  /// Reads a document (RFC 8259) and writes it anew.
  public init(_ json: [UInt8], omitsNullMembers: Bool = false) throws(LogError) {
    self = try json.withUnsafeBufferPointer { buffer throws(LogError) in
      try CanonicalJSON(buffer, omitsNullMembers: omitsNullMembers)
    }
  }
}
