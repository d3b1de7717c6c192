import PostgresSyntax

extension Replay {
  /// Reports an extension that was not created.
  @discardableResult
  mutating func checkExtension(_ name: String) -> Bool {
    guard !catalog.extensions.contains(name), !catalog.isTainted else { return true }
    report(
      .unknownObject,
      "no extension \(name.quotedIfNeeded) exists here",
      at: text.offset(of: name, after: text.range.lowerBound + 3)
    )
    return false
  }

  /// An extension that needs another one, which only CASCADE makes with it.
  mutating func checkNeeds(ofExtension name: String, _ node: SyntaxNode) {
    guard let needed = Self.needs[name] else { return }
    if node.list("options").contains(where: { $0.string("defname") == "cascade" }) {
      catalog.extensions.formUnion(needed)
      return
    }
    guard !catalog.isTainted else { return }
    for one in needed where !catalog.extensions.contains(one) {
      report(
        .unknownObject,
        "the extension \(name.quotedIfNeeded) needs \(one), which was not created",
        at: text.offset(of: name, after: text.range.lowerBound + 3)
      )
    }
  }

  private static let needs: [String: [String]] = ["earthdistance": ["cube"]]
}
