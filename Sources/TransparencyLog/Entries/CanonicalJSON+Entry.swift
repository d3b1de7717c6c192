extension CanonicalJSON {
  /// The bytes of a log's entry: the document without members that are null, so that a column which
  /// a table is given later leaves the hashes of old rows as they were.
  ///
  /// Where a number stands as a string because no double holds it, the member `$exact` lists the
  /// digits. So the number and the string of the same digits are different entries.
  public static func entry(of json: UnsafeBufferPointer<UInt8>) throws(LogError) -> [UInt8] {
    let canonical = try CanonicalJSON(json, omitsNullMembers: true)
    guard !canonical.inexactNumbers.isEmpty else { return canonical.bytes }
    let numbers = canonical.inexactNumbers.map { "\"\($0)\"" }.joined(separator: ",")
    return Array(#"{"$exact":[\#(numbers)],"#.utf8) + canonical.bytes.dropFirst()
  }

  /// The bytes of a log's entry.
  public static func entry(of json: [UInt8]) throws(LogError) -> [UInt8] {
    try json.withUnsafeBufferPointer { buffer throws(LogError) in try entry(of: buffer) }
  }
}
