/// What PostgreSQL's catalog says of one of its own types.
struct BuiltinType: Sendable {
  enum Kind: Sendable { case base, range, multirange, pseudo }

  var name: String
  /// A letter of `pg_type.typcategory`.
  var category: UInt8
  /// Whether its category prefers it.
  var isPreferred = false
  var isCollatable = false
  /// Whether reading it from text gives the same under all settings.
  var hasImmutableInput = true
  /// Whether writing it as text gives the same under all settings.
  var hasImmutableOutput = true
  var kind = Kind.base
  /// What kind of polymorphic type it is, if it is one.
  var family: DataType.Family?
  /// What an array, range or multirange is of.
  var of: UInt16?
  /// The array of it.
  var array: UInt16?
}

/// The types of `pg_catalog` in PostgreSQL 15.
enum BuiltinTypes {
  static let codes: [String: UInt16] = {
    var codes: [String: UInt16] = [:]
    for (index, word) in TableWords(table).enumerated() {
      codes[word.prefix { $0 != equals }.text] = UInt16(index)
    }
    return codes
  }()

  static let all: [BuiltinType] = {
    var all = TableWords(table).map(read)
    for (index, type) in all.enumerated() where type.name.hasPrefix("_") {
      guard let element = type.of else { continue }
      all[Int(element)].array = UInt16(index)
    }
    return all
  }()

  private static let equals = UInt8(ascii: "=")

  private static func read(_ word: TableWords.Word) -> BuiltinType {
    let parts = word.parts(at: UInt8(ascii: ">"))
    let head = parts[0].parts(at: equals)
    let marks = head.count > 1 ? head[1] : head[0]
    var type = BuiltinType(name: head[0].text, category: marks.first ?? 0)
    for mark in marks.dropFirst() {
      switch mark {
      case UInt8(ascii: "p"): type.isPreferred = true
      case UInt8(ascii: "c"): type.isCollatable = true
      case UInt8(ascii: "i"): type.hasImmutableInput = false
      case UInt8(ascii: "o"): type.hasImmutableOutput = false
      case UInt8(ascii: "r"): type.kind = .range
      case UInt8(ascii: "m"): type.kind = .multirange
      case UInt8(ascii: "x"): type.kind = .pseudo
      default: break
      }
    }
    if type.kind == .pseudo { type.family = DataType.Family(ofTypeNamed: type.name) }
    if parts.count > 1 { type.of = codes[parts[1].text] }
    return type
  }
}
