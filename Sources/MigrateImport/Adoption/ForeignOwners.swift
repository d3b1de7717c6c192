internal import LiveCatalog
internal import Postgres

/// Objects whose owner no migration has chosen: what belongs to an extension has the owner of whoever was
/// allowed to install it, or the cluster's first superuser, and before PostgreSQL 15 so has the schema
/// public. These roles have other names on another server.
struct ForeignOwners {
  private let objects: Set<String>

  /// Asks a database for them, as ``CatalogSnapshot`` names them.
  init(on connection: Connection) async throws {
    var pipeline = Pipeline(transaction: TransactionOptions(isReadOnly: true))
    pipeline.append("SELECT pg_catalog.set_config('search_path', '', true)")
    let names = pipeline.append(Self.question)
    objects = Set(
      try await connection.run(pipeline)[names].map { try $0.decode(0, as: String.self) }
    )
  }

  private static let question: SQL = """
    WITH own AS (
      SELECT classid, objid FROM pg_depend
      WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass
    )
    SELECT 'schema public'
    UNION ALL SELECT 'function ' || objid::regprocedure FROM own
      WHERE classid = 'pg_proc'::regclass
    UNION ALL SELECT 'type ' || objid::regtype FROM own WHERE classid = 'pg_type'::regclass
    UNION ALL SELECT k.kind || ' ' || own.objid::regclass
      FROM own CROSS JOIN (VALUES ('table'), ('view'), ('sequence'), ('index')) AS k (kind)
      WHERE own.classid = 'pg_class'::regclass
    """

  /// Leaves out what differs in nothing but the owner's name, there and in its privileges.
  func withoutDifferencesOfOwner(_ changes: [CatalogChange]) -> [CatalogChange] {
    changes.filter { change in
      guard objects.contains(change.object), let before = change.before, let after = change.after
      else { return true }
      return Self.nameless(before) != Self.nameless(after)
    }
  }

  /// The definition with the owner's name taken out, and its privileges in the order that is left.
  private static func nameless(_ definition: String) -> [String] {
    guard let owner = definition.components(between: "owner ", and: ",") else {
      return [definition]
    }
    let words = definition.split(separator: " ").map { word in
      var word = String(word)
      if word.hasPrefix(owner + "=") { word = "OWNER" + word.dropFirst(owner.count) }
      if word.hasSuffix("/" + owner) { word = word.dropLast(owner.count) + "OWNER" }
      return word == owner || word == owner + "," ? "OWNER" : word
    }
    return words.sorted()
  }
}

extension String {
  /// What stands behind the last of one text, up to the next of another or the end.
  fileprivate func components(between start: String, and end: Character) -> String? {
    var rest = self[...]
    var found: Substring?
    while let place = rest.indices.first(where: { rest[$0...].hasPrefix(start) }) {
      rest = rest[place...].dropFirst(start.count)
      found = rest.prefix { $0 != end }
    }
    return found.map(String.init)
  }
}
