import PostgresSyntax

/// Whether ALTER COLUMN … TYPE must write every row anew, as PostgreSQL decides it: not where the old
/// values are valid values of the new type as they are stored.
struct TypeChange {
  var from: TypeReference
  var to: TypeReference
  var catalog: Catalog

  var rewrites: Bool {
    // A domain with a constraint is checked by rewriting.
    if catalog.type(to)?.entry.isConstrained == true { return true }
    let (old, new) = (base(of: from), base(of: to))
    guard (old.dimensions > 0) == (new.dimensions > 0) else { return true }
    if old.name == new.name, old.schema == nil || new.schema == nil || old.schema == new.schema {
      return Self.narrows(old, new)
    }
    guard Self.sameStorage[old.name]?.contains(new.name) == true else { return true }
    // A limit of length is checked by a function, unless both are texts with one.
    if new.name == "varchar" || new.name == "varbit" { return Self.narrows(old, new) }
    return !new.modifiers.isEmpty
  }

  /// Whether the indexes over the column compare in another way afterwards.
  var changesOperators: Bool {
    let texts: Set = ["text", "varchar"]
    let (old, new) = (base(of: from).name, base(of: to).name)
    return old != new && !(texts.contains(old) && texts.contains(new))
      && !(["cidr", "inet"].contains(old) && ["cidr", "inet"].contains(new))
  }

  /// Whether a USING clause says no more than the column, or the column with casts.
  func isPlain(_ using: SyntaxNode, of column: String) -> Bool {
    if using.is("TypeCast"), let inner = using["arg"], let type = using["typeName"] {
      return TypeReference(written: type) == to && isPlain(inner, of: column)
    }
    guard using.is("ColumnRef") else { return false }
    return using.list("fields").last?.stringValue == column
  }

  private func base(of type: TypeReference) -> TypeReference {
    guard let entry = catalog.type(type)?.entry, entry.kind == .domain, let base = entry.base else {
      return type
    }
    return self.base(of: base)
  }

  /// Types that are stored alike, so that PostgreSQL converts without a function.
  private static let sameStorage: [String: Set<String>] = [
    "varchar": ["text", "citext"], "text": ["varchar", "citext"], "citext": ["text", "varchar"],
    "xml": ["text", "varchar"], "cidr": ["inet"], "bit": ["varbit"], "varbit": ["bit"],
    "int4": ["oid", "regclass", "regtype", "regproc"], "oid": ["int4", "regclass", "regtype"],
    "regclass": ["oid", "int4"],
  ]

  /// Whether a change of the modifiers alone may not fit every old value.
  private static func narrows(_ old: TypeReference, _ new: TypeReference) -> Bool {
    if new.modifiers == old.modifiers { return false }
    switch new.name {
    case "varchar", "varbit":
      guard let limit = new.modifiers.first else { return false }
      guard old.name == new.name, let before = old.modifiers.first else { return true }
      return limit < before
    case "numeric":
      guard let precision = new.modifiers.first else { return false }
      guard let before = old.modifiers.first else { return true }
      let scales = [old, new].map { $0.modifiers.dropFirst().first ?? 0 }
      return precision < before || scales[0] != scales[1]
    case "timestamp", "timestamptz", "time", "timetz":
      guard let precision = new.modifiers.first else { return false }
      return precision < (old.modifiers.first ?? 6) && precision < 6
    case "bpchar", "bit": return (old.modifiers.first ?? 1) != (new.modifiers.first ?? 1)
    default: return true
    }
  }
}
