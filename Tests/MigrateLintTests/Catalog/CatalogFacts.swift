/// What a catalog says, in lines that a server's catalog and the symbolic one render alike.
struct CatalogFacts {
  /// One object.
  struct Fact {
    /// The relation that it belongs to; empty for what stands alone.
    var relation: String
    /// Its kind and name, such as `column public.client 2`.
    var name: String
    /// What it is, in an order that the kind fixes. `?` is what the text of migrations does not tell.
    var values: [String]

    var line: String { "\(name): " + values.joined(separator: " | ") }
  }

  var facts: [Fact]
  /// The relations whose columns are not all known; nothing of theirs is compared.
  var open: Set<String> = []

  /// The facts in a stable order.
  var lines: [String] { facts.map(\.line).sorted() }

  /// How this catalog differs from the server's, `-` for what only the server has and `+` for what
  /// only this one has; empty where they are equal.
  func differences(from server: CatalogFacts) -> [String] {
    let own = Dictionary(grouping: facts.filter { !open.contains($0.relation) }, by: \.name)
    let others = Dictionary(
      grouping: server.facts.filter { !open.contains($0.relation) },
      by: \.name
    )
    return Set(own.keys).union(others.keys).sorted().flatMap { name -> [String] in
      let (mine, theirs) = (own[name] ?? [], others[name] ?? [])
      if mine.count == 1, theirs.count == 1, Self.agree(mine[0].values, theirs[0].values) {
        return []
      }
      return theirs.map { "- " + $0.line } + mine.map { "+ " + $0.line }
    }
  }

  private static func agree(_ left: [String], _ right: [String]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { $0 == $1 || $0 == "?" }
  }
}
