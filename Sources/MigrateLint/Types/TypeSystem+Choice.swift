extension TypeSystem {
  /// What PostgreSQL makes of several overloads.
  enum Choice {
    /// The one with that place.
    case chosen(Int)
    case none
    case ambiguous
    case notKnown
  }

  /// The overloads that a call's types can be converted to (`func_match_argtypes`); nil where that is
  /// not known of one.
  func fitting(_ given: [DataType], _ overloads: [[DataType]]) -> [Int]? {
    var fitting: [Int] = []
    for (place, declared) in overloads.enumerated() {
      guard let fits = fits(given, declared) else { return nil }
      if fits { fitting.append(place) }
    }
    return fitting
  }

  private func fits(_ given: [DataType], _ declared: [DataType]) -> Bool? {
    // Most overloads are for other types of PostgreSQL's own, which no cast joins.
    for (source, target) in zip(given, declared) where !mayFit(source, target) { return false }
    var isSure = true
    var isPolymorphic = false
    for (source, target) in zip(given, declared) {
      if target.family != nil {
        isPolymorphic = true
        continue
      }
      switch canCoerce(source, to: target, .implicit) {
      case false?: return false
      case nil: isSure = false
      default: break
      }
    }
    guard isPolymorphic else { return isSure ? true : nil }
    switch Binding.of(given, as: declared, in: self) {
    case .consistent: return isSure ? true : nil
    case .inconsistent: return false
    case .notKnown: return nil
    }
  }

  private func mayFit(_ source: DataType, _ target: DataType) -> Bool {
    guard source != target, source != .unknown, let from = source.builtin, let to = target.builtin,
      from.kind == .base, to.kind == .base, from.of == nil || to.of == nil
    else { return true }
    return BuiltinCasts.cast(source, to: target)?.context == .implicit
  }

  /// Chooses among overloads of which none takes exactly the types that are given
  /// (`func_select_candidate` of `parse_func.c`).
  func choose(_ given: [DataType], _ overloads: [[DataType]]) -> Choice {
    guard var left = fitting(given, overloads) else { return .notKnown }
    guard left.count > 1 else { return left.first.map { .chosen($0) } ?? .none }
    var types: [DataType] = []
    var categories: [UInt8] = []
    for type in given {
      guard let its = type == .unknown ? type : base(type), let category = category(its) else {
        return .notKnown
      }
      types.append(its)
      categories.append(category)
    }
    let known = types.indices.filter { types[$0] != .unknown }
    // First those with the most exact matches, then those that take the preferred types.
    left = Self.best(left) { place in
      known.count { overloads[place][$0] == types[$0] }
    }
    guard left.count > 1 else { return .chosen(left[0]) }
    left = Self.best(left) { place in
      known.count { index in
        let declared = overloads[place][index]
        return declared == types[index]
          || isPreferred(declared) && category(declared) == categories[index]
      }
    }
    guard left.count > 1 else { return .chosen(left[0]) }
    let unknown = types.indices.filter { types[$0] == .unknown }
    guard !unknown.isEmpty else { return .ambiguous }
    if let rest = narrowed(left, overloads, at: unknown) {
      left = rest
      guard left.count > 1 else { return .chosen(left[0]) }
    }
    return allOfOneType(types, known, left, overloads)
  }

  private static func best(_ places: [Int], _ score: (Int) -> Int) -> [Int] {
    let scores = places.map(score)
    let most = scores.max() ?? 0
    return zip(places, scores).filter { $0.1 == most }.map(\.0)
  }

  /// Keeps what takes literals as texts, or as the one category that all agree on.
  ///
  /// - Returns: Nil where they do not agree, or nothing is left.
  private func narrowed(
    _ left: [Int],
    _ overloads: [[DataType]],
    at unknown: [Int]
  ) -> [Int]? {
    let text = UInt8(ascii: "S")
    var chosen: [(category: UInt8, needsPreferred: Bool)] = []
    for index in unknown {
      var category: UInt8?
      var hasPreferred = false
      var hasConflict = false
      for place in left {
        let type = overloads[place][index]
        let its = self.category(type) ?? 0
        if category == nil {
          (category, hasPreferred) = (its, isPreferred(type))
        } else if its == category {
          hasPreferred = hasPreferred || isPreferred(type)
        } else if its == text {
          (category, hasPreferred) = (its, isPreferred(type))
        } else {
          hasConflict = true
        }
      }
      guard let category, !hasConflict || category == text else { return nil }
      chosen.append((category, hasPreferred))
    }
    let rest = left.filter { place in
      zip(unknown, chosen).allSatisfy { index, choice in
        let type = overloads[place][index]
        return category(type) == choice.category && (!choice.needsPreferred || isPreferred(type))
      }
    }
    return rest.isEmpty ? nil : rest
  }

  /// Takes literals for what all the rest is.
  private func allOfOneType(
    _ types: [DataType],
    _ known: [Int],
    _ left: [Int],
    _ overloads: [[DataType]]
  ) -> Choice {
    guard let first = known.first, known.allSatisfy({ types[$0] == types[first] }) else {
      return .ambiguous
    }
    let same = types.map { _ in types[first] }
    guard let rest = fitting(same, left.map { overloads[$0] }) else { return .notKnown }
    return rest.count == 1 ? .chosen(left[rest[0]]) : .ambiguous
  }
}
