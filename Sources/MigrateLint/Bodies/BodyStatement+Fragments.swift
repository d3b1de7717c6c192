extension BodyBlock {
  /// Every piece of SQL in the block, in the order of the text.
  var fragments: [BodyFragment] {
    variables.compactMap(\.value) + body.flatMap(\.fragments)
      + handlers.flatMap { $0.body.flatMap(\.fragments) }
  }
}

extension BodyStatement {
  var fragments: [BodyFragment] {
    switch self {
    case .block(let block): block.fragments
    case .sql(let fragment, _), .expression(let fragment), .assign(_, let fragment): [fragment]
    case .branch(let arms, let otherwise):
      arms.flatMap { [$0.condition] + $0.body.flatMap(\.fragments) }
        + (otherwise ?? []).flatMap(\.fragments)
    case .loop(let header, _, let body): header + body.flatMap(\.fragments)
    case .execute(let command, _, let using): [command] + using
    case .leave(_, let condition): condition.map { [$0] } ?? []
    case .note: []
    }
  }
}
