/// The name of a database object as the catalog holds it: folded to lower case or unquoted, and cut
/// to 63 bytes, as the server does with it.
public struct QualifiedName: Sendable, Hashable {
  /// The schema, or nil where the search path decides.
  public let schema: String?
  /// The object's own name.
  public let name: String

  /// Makes a name of its parts, which are taken as the catalog holds them.
  public init(schema: String? = nil, name: String) {
    self.schema = schema
    self.name = name
  }
}

extension QualifiedName: CustomStringConvertible {
  /// The name as SQL spells it, with each part in quotes.
  public var description: String {
    let quoted = { (part: String) in
      "\"" + part.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\""
    }
    return (schema.map { quoted($0) + "." } ?? "") + quoted(name)
  }
}
