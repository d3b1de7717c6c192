/// A type as the rules of type conversion tell types apart. A domain is one of its own; the length of
/// a text and the precision of a number are no part of it.
enum DataType: Hashable, Sendable {
  /// One of PostgreSQL's own, by its place in the table; an array of one has a place too.
  case builtin(UInt16)
  /// One that a migration made: an enumeration, a domain, a range, or the rows of a relation.
  case own(TypeID)
  case arrayOfOwn(TypeID)

  /// Nil for a name that PostgreSQL 15 does not have.
  init?(named name: String) {
    guard let code = BuiltinTypes.codes[name] else { return nil }
    self = .builtin(code)
  }

  /// One that every PostgreSQL has.
  private static func known(_ name: String) -> DataType {
    guard let type = DataType(named: name) else {
      preconditionFailure("the table of types lacks \(name)")
    }
    return type
  }

  /// What a quoted literal is before something says what it is to be.
  static let unknown = known("unknown")
  static let any = known("any")
  static let bool = known("bool")
  static let text = known("text")
  static let name = known("name")
  static let int2 = known("int2")
  static let int4 = known("int4")
  static let int8 = known("int8")
  static let numeric = known("numeric")
  static let float8 = known("float8")
  static let bit = known("bit")
  static let date = known("date")
  static let time = known("time")
  static let timetz = known("timetz")
  static let timestamp = known("timestamp")
  static let timestamptz = known("timestamptz")
  static let interval = known("interval")
  static let json = known("json")
  static let jsonb = known("jsonb")
  static let uuid = known("uuid")
  static let xml = known("xml")
  static let record = known("record")
  static let void = known("void")
  static let regclass = known("regclass")
  static let int2vector = known("int2vector")
  static let oidvector = known("oidvector")

  /// What PostgreSQL knows of it; nil for a type that a migration made.
  var builtin: BuiltinType? {
    guard case .builtin(let code) = self else { return nil }
    return BuiltinTypes.all[Int(code)]
  }
}

extension DataType: CustomStringConvertible {
  /// As PostgreSQL prints it (`format_type`), without the schema.
  var description: String {
    switch self {
    case .builtin:
      guard let builtin else { return "" }
      guard builtin.name.hasPrefix("_"), let element = builtin.of else {
        return TypeNames.display[builtin.name] ?? builtin.name.quotedIfNeeded
      }
      return "\(DataType.builtin(element))[]"
    case .own(let id): return id.name.quotedIfNeeded
    case .arrayOfOwn(let id): return id.name.quotedIfNeeded + "[]"
    }
  }
}
