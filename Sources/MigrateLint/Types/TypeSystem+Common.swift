extension TypeSystem {
  /// What several types have in common.
  enum Common {
    case type(DataType)
    /// The two that cannot be matched.
    case none(DataType, DataType)
    case notKnown
  }

  /// The type of UNION, CASE, COALESCE, VALUES, ARRAY and IN (`select_common_type` of
  /// `parse_coerce.c`).
  func common(_ given: [DataType]) -> Common {
    guard let first = given.first else { return .type(.text) }
    if first != .unknown, given.allSatisfy({ $0 == first }) { return .type(first) }
    guard var chosen = base(first) else { return .notKnown }
    for other in given.dropFirst() {
      guard let next = base(other) else { return .notKnown }
      guard next != .unknown, next != chosen else { continue }
      guard chosen != .unknown else {
        chosen = next
        continue
      }
      guard let old = category(chosen), let new = category(next) else { return .notKnown }
      guard old == new else { return .none(chosen, next) }
      guard !isPreferred(chosen) else { continue }
      guard let forth = canCoerce(chosen, to: next, .implicit),
        let back = canCoerce(next, to: chosen, .implicit)
      else { return .notKnown }
      if forth, !back { chosen = next }
    }
    return .type(chosen == .unknown ? .text : chosen)
  }
}
