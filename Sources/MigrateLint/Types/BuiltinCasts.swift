/// The casts of `pg_cast` in PostgreSQL 15.
enum BuiltinCasts {
  /// What may call a cast; each may call what the ones before it may.
  enum Context: Int, Comparable, Sendable {
    case implicit, assignment, explicit

    static func < (left: Context, right: Context) -> Bool { left.rawValue < right.rawValue }
  }

  struct Cast: Sendable {
    var context: Context
    /// Whether the value stays as it is stored.
    var isBinary: Bool
    var isImmutable: Bool
  }

  static func cast(_ source: DataType, to target: DataType) -> Cast? {
    ends(source, target).flatMap { all[$0] }
  }

  /// Two types as one number, which is found faster; nil for a type that a migration made.
  private static func ends(_ source: DataType, _ target: DataType) -> UInt32? {
    guard case .builtin(let from) = source, case .builtin(let to) = target else { return nil }
    return UInt32(from) << 16 | UInt32(to)
  }

  private static let all: [UInt32: Cast] = {
    var all: [UInt32: Cast] = [:]
    var source: DataType?
    for word in TableWords(table) {
      if word.last == UInt8(ascii: ":") {
        source = word.dropLast().type
        continue
      }
      let parts = word.parts(at: UInt8(ascii: "="))
      guard parts.count == 2, let source, let target = parts[0].type,
        let ends = ends(source, target)
      else { continue }
      let marks = parts[1]
      all[ends] = Cast(
        context: marks.first == UInt8(ascii: "i")
          ? .implicit : marks.first == UInt8(ascii: "a") ? .assignment : .explicit,
        isBinary: marks.contains(UInt8(ascii: "b")),
        isImmutable: !marks.contains(UInt8(ascii: "s"))
      )
    }
    return all
  }()
}
