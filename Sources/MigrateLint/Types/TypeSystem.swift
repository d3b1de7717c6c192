/// What is known of types: PostgreSQL's own, and those that the migrations made.
///
/// Every answer may be nil: not known. An extension's types are not, and what somebody made with
/// CREATE CAST changes what all others mean.
struct TypeSystem {
  let catalog: Catalog

  /// The type that a column or cast names.
  func type(_ reference: TypeReference) -> DataType? {
    let isArray = reference.dimensions > 0
    guard let schema = reference.schema else {
      guard let type = DataType(named: reference.name) else { return nil }
      return isArray ? array(of: type) : type
    }
    let id = TypeID(schema: schema, name: reference.name)
    guard isOwn(id) else { return nil }
    return isArray ? .arrayOfOwn(id) : .own(id)
  }

  private func isOwn(_ id: TypeID) -> Bool {
    if let entry = entry(id) { return entry.kind != .base && !entry.isShell }
    return relation(id) != nil
  }

  private func entry(_ id: TypeID) -> TypeEntry? { catalog.schemas[id.schema]?.types[id.name] }

  private func relation(_ id: TypeID) -> Relation? {
    let relation = catalog[RelationID(schema: id.schema, name: id.name)]
    return relation?.kind.hasColumns == true ? relation : nil
  }

  /// The labels of an enumeration; nil for another type.
  func labels(of type: DataType) -> [String]? {
    guard case .own(let id) = type, let entry = entry(id), entry.kind == .enumeration else {
      return nil
    }
    return entry.labels
  }

  func isEnumeration(_ type: DataType) -> Bool { labels(of: type) != nil }

  /// The columns of a type of rows; nil for another type, or where not all are known.
  func columns(of type: DataType) -> [TypedColumn]? {
    guard case .own(let id) = type, entry(id) == nil, let relation = relation(id), !relation.isOpen
    else { return nil }
    return relation.columns.map { TypedColumn(name: $0.name, type: self.type($0.type)) }
  }

  func isComposite(_ type: DataType) -> Bool {
    guard case .own(let id) = type else { return false }
    return entry(id) == nil && relation(id) != nil
  }

  /// What a domain stands on, or the type itself.
  func base(_ type: DataType) -> DataType? {
    guard case .own(let id) = type, let entry = entry(id), entry.kind == .domain else {
      return type
    }
    return entry.base.flatMap { self.type($0) }.flatMap { base($0) }
  }

  func isDomain(_ type: DataType) -> Bool { base(type) != type }

  /// A letter of `pg_type.typcategory`, of the base type.
  func category(_ type: DataType) -> UInt8? {
    guard let type = base(type) else { return nil }
    switch type {
    case .builtin: return type.builtin?.category
    case .arrayOfOwn: return UInt8(ascii: "A")
    case .own(let id):
      guard let entry = entry(id) else { return UInt8(ascii: "C") }
      switch entry.kind {
      case .enumeration: return UInt8(ascii: "E")
      case .range: return UInt8(ascii: "R")
      case .composite: return UInt8(ascii: "C")
      default: return nil
      }
    }
  }

  func isPreferred(_ type: DataType) -> Bool { type.builtin?.isPreferred == true }

  func isRange(_ type: DataType) -> Bool {
    if case .own(let id) = type { return entry(id)?.kind == .range }
    return type.builtin?.kind == .range
  }

  // MARK: Arrays

  /// The element of an array; nil for another type.
  func element(of type: DataType) -> DataType? {
    switch type {
    case .arrayOfOwn(let id): return .own(id)
    case .own: return nil
    case .builtin:
      guard let builtin = type.builtin, builtin.kind == .base, let element = builtin.of else {
        return nil
      }
      return .builtin(element)
    }
  }

  /// The array of a type; nil for one that has none.
  func array(of type: DataType) -> DataType? {
    switch type {
    case .own(let id): return .arrayOfOwn(id)
    case .arrayOfOwn: return nil
    case .builtin: return type.builtin?.array.map { .builtin($0) }
    }
  }

  // MARK: Text

  /// Whether writing a value as text, or reading it, gives the same under all settings. Of what is
  /// made of other types PostgreSQL never says so.
  func hasImmutableOutput(_ type: DataType) -> Bool {
    base(type)?.builtin?.hasImmutableOutput ?? false
  }
  func hasImmutableInput(_ type: DataType) -> Bool {
    base(type)?.builtin?.hasImmutableInput ?? false
  }
}
