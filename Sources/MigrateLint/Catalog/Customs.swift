/// What migrations made with CREATE CAST, CREATE OPERATOR and CREATE OPERATOR CLASS. It changes what an
/// expression of PostgreSQL's own types means, so what it touches is not judged.
struct Customs: Sendable {
  var hasCasts = false
  var operators: Set<String> = []
  var hasOperatorClasses = false
}

extension Catalog {
  /// Whether an operator may be there besides PostgreSQL's own. A literal on one side may be meant
  /// for an extension's type.
  func mayHaveOwn(operator name: String, takesLiteral: Bool) -> Bool {
    customs.operators.contains(name)
      || extensions.contains { installed in
        guard installed != "plpgsql" else { return false }
        guard ExtensionObjects.all[installed] != nil else { return true }
        if takesLiteral, Self.extensionsWithOperators.contains(installed) { return true }
        return Self.ownOperators[installed]?.contains(name) ?? false
      }
  }

  /// Whether operator classes of an access method may be there besides PostgreSQL's own.
  func mayHaveOwnClasses(of method: String) -> Bool {
    customs.hasOperatorClasses
      || extensions.contains { installed in
        guard installed != "plpgsql" else { return false }
        guard ExtensionObjects.all[installed] != nil else { return true }
        return Self.ownClasses[installed] == method
      }
  }

  private static let extensionsWithOperators: Set = [
    "citext", "cube", "earthdistance", "hstore", "isn", "ltree", "seg",
  ]
  /// The operators that PostgreSQL's extensions make for its own types.
  private static let ownOperators: [String: Set<String>] = [
    "btree_gist": ["<->"], "hstore": ["%%", "%#"],
    "intarray": ["#", "&", "&&", "+", "-", "<@", "@>", "@@", "|", "~~"],
    "pg_trgm": ["%", "%>", "%>>", "<%", "<->", "<->>", "<->>>", "<<%", "<<->", "<<<->"],
  ]
  private static let ownClasses = [
    "btree_gin": "gin", "btree_gist": "gist", "intarray": "gist", "bloom": "bloom",
  ]
}
