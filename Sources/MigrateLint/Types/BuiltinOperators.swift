/// One overload of an operator.
struct OperatorSignature: Sendable {
  /// Nil for a prefix operator.
  var left: DataType?
  var right: DataType
  var result: DataType
  var isImmutable: Bool

  /// The types of its sides.
  var arguments: [DataType] { left.map { [$0, right] } ?? [right] }
}

/// The operators of `pg_catalog` in PostgreSQL 15.
enum BuiltinOperators {
  static let all: [String: [OperatorSignature]] = {
    var all: [String: [OperatorSignature]] = [:]
    var name = ""
    var overloads: [OperatorSignature] = []
    for word in TableWords(table) {
      if word.isHeading {
        all[name] = overloads
        name = word.dropFirst().text
        overloads = []
        continue
      }
      let parts = word.parts(at: UInt8(ascii: ","))
      guard parts.count >= 3, let right = parts[1].type, let result = parts[2].type else {
        continue
      }
      overloads.append(
        OperatorSignature(
          left: parts[0].isEmpty ? nil : parts[0].type,
          right: right,
          result: result,
          isImmutable: parts.count == 3
        )
      )
    }
    all[name] = overloads
    return all
  }()
}
