public import LiveCatalog

/// In what a database differs from what its applied migrations make.
public struct DriftReport: Sendable {
  /// An object that differs.
  public struct Object: Sendable {
    /// What the files make of it (``CatalogChange/before``), and what it is in the database
    /// (``CatalogChange/after``).
    public let change: CatalogChange
    /// What differs only because this is there, or is not: the columns of a table, and all that is in a
    /// schema.
    public internal(set) var along: [CatalogChange] = []
  }
  /// An object whose difference is accepted.
  public struct Ignored: Sendable {
    /// Its kind and name.
    public let object: String
    /// Why it is accepted.
    public let reason: String
  }

  /// What differs, in the order of the names.
  public internal(set) var objects: [Object] = []
  /// What differs and is accepted.
  public internal(set) var ignored: [Ignored] = []
  /// Acceptances of what does not differ.
  public internal(set) var unused: [DriftIgnore] = []
  /// The major versions where the database's server is of another one than the scratch server, which may
  /// write the same definition differently.
  public internal(set) var otherVersion: (database: Int, scratch: Int)?

  /// Whether nothing differs that is not accepted.
  public var isEmpty: Bool { objects.isEmpty }

  init(_ changes: [CatalogChange], ignoring ignores: [DriftIgnore]) {
    var used: Set<Int> = []
    for object in Self.gathered(changes) {
      let name = object.change.object
      if let place = ignores.firstIndex(where: { $0.matches(name) }) {
        used.insert(place)
        ignored.append(Ignored(object: name, reason: ignores[place].reason))
      } else {
        objects.append(object)
      }
    }
    unused = ignores.indices.filter { !used.contains($0) }.map { ignores[$0] }
  }

  /// Puts what belongs to an object that is there on one side alone with that object.
  private static func gathered(_ changes: [CatalogChange]) -> [Object] {
    var roots: [String: Int] = [:]
    var objects: [Object] = []
    let oneSided = Set(changes.filter { $0.before == nil || $0.after == nil }.map(\.object))
    func root(of change: CatalogChange) -> String? {
      if let schema = change.schema, !change.object.hasPrefix("schema ") {
        for name in ["schema \(schema)", "schema \"\(schema)\""] where oneSided.contains(name) {
          return name
        }
      }
      guard change.before == nil || change.after == nil else { return nil }
      return change.relations.lazy.compactMap { relation in
        ["table ", "partitioned table ", "view ", "materialized view ", "foreign table "]
          .map { $0 + relation }.first { oneSided.contains($0) && $0 != change.object }
      }.first
    }
    let rooted = changes.map { (change: $0, root: root(of: $0)) }
    for (change, root) in rooted where root == nil {
      roots[change.object] = objects.count
      objects.append(Object(change: change))
    }
    for (change, name) in rooted {
      guard var name else { continue }
      // A column's table may itself go with its schema.
      while let above = rooted.first(where: { $0.change.object == name })?.root { name = above }
      if let place = roots[name] { objects[place].along.append(change) }
    }
    return objects
  }
}

extension CatalogChange {
  /// The relations whose parts this may be, as its name and definition tell.
  fileprivate var relations: [String] {
    let word = object.prefix { $0 != " " }
    let name = String(object.dropFirst(word.count + 1))
    switch word {
    case "column": return name.lastIndex(of: ".").map { [String(name[..<$0])] } ?? []
    case "constraint", "trigger", "policy", "rule":
      return name.ranges(of: " on ").map { String(name[$0.upperBound...]) }
    case "index":
      let definition = before ?? after ?? ""
      guard let on = definition.firstRange(of: " ON "),
        let using = definition[on.upperBound...].firstRange(of: " USING ")
      else { return [] }
      let table = String(definition[on.upperBound..<using.lowerBound])
      return [table, table.hasPrefix("ONLY ") ? String(table.dropFirst(5)) : table]
    case "comment":
      // `comment on table public.a`, `comment on table column public.a.b`
      let target = name.dropFirst(3)
      let identity = target.split(separator: " ").last.map { String($0) } ?? ""
      let column = identity.lastIndex(of: ".").map { String(identity[..<$0]) }
      return [identity] + (column.map { [$0] } ?? [])
    default: return []
    }
  }
}
