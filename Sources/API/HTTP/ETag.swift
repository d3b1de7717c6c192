internal import Store

/// A row's version as a strong entity tag (RFC 9110, section 8.8.3).
struct ETag: Hashable, Sendable, CustomStringConvertible {
  let version: Version

  init(_ version: Version) {
    self.version = version
  }

  /// Reads a header that names one tag.
  init?(_ header: String) {
    guard header.count > 2, header.hasPrefix("\""), header.hasSuffix("\""),
      let microseconds = Int64(header.dropFirst().dropLast(), radix: 36)
    else { return nil }
    version = Version(updatedAt: Moment(microseconds: microseconds))
  }

  var description: String {
    "\"\(String(version.updatedAt.microseconds, radix: 36))\""
  }
}
