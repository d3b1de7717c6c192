/// What is set of an object beside what the replay needs to judge statements: parameters, owners,
/// privileges and the like, each by the words in which a message names it. What is not there is as
/// PostgreSQL has it from the start.
///
/// A name that begins with `?` is of something that may have been set before the first migration.
typealias Traits = NamedParts<String>

extension NamedParts<String> {
  /// Sets a trait; nil for what PostgreSQL has from the start.
  mutating func set(_ name: String, _ value: String?) { self[name] = value }

  /// What differs from an earlier state, each with the words by which it is known.
  ///
  /// Where nobody knows what was there before, what the second half of a pair set is taken for it.
  ///
  /// - Parameters:
  ///   - before: The state before the pair.
  ///   - middle: The state between its halves; nil where no such state is asked for.
  /// - Returns: In the order of the names.
  func differences(from before: Traits, middle: Traits?) -> [(name: String, how: String)] {
    var list: [(String, String)] = []
    NamedParts.visitChanges(before, self) { name, old, new in
      guard old != new else { return }
      let shown = name.hasPrefix("?") ? String(name.dropFirst()) : name
      if name.hasPrefix("?"), old == nil, let middle, middle[name] != new { return }
      let values = [old, new].compactMap(\.self)
      if values.contains(where: { $0.utf8.count > 40 || $0.contains("{") }) {
        return list.append((name, old == nil ? "\(shown) left over" : "another \(shown)"))
      }
      let none = shown.hasPrefix("privileges") ? "none" : "unset"
      list.append((name, "\(shown) \(new ?? none), not \(old ?? none)"))
    }
    return list
  }
}
