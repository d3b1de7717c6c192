/// What is known of a value when a DO block runs.
enum BlockValue: Equatable {
  case unknown, null
  case bool(Bool)
  case int(Int)
  case text(String)

  /// Names, types and schemas are compared by what they are called.
  var string: String? { if case .text(let text) = self { text } else { nil } }

  static func not(_ value: BlockValue) -> BlockValue {
    if case .bool(let truth) = value { .bool(!truth) } else { value }
  }

  /// AND: one that is false decides.
  static func all(_ values: [BlockValue]) -> BlockValue {
    if values.contains(.bool(false)) { return .bool(false) }
    if values.contains(.unknown) { return .unknown }
    return values.contains(.null) ? .null : .bool(true)
  }

  /// OR: one that is true decides.
  static func any(_ values: [BlockValue]) -> BlockValue {
    not(all(values.map(not)))
  }

  static func equal(_ left: BlockValue, _ right: BlockValue) -> BlockValue {
    switch (left, right) {
    case (.unknown, _), (_, .unknown): .unknown
    case (.null, _), (_, .null): .null
    case (.bool, .bool), (.int, .int), (.text, .text): .bool(left == right)
    default: .unknown
    }
  }
}
