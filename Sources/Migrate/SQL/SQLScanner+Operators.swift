extension SQLScanner {
  /// What is known of a run of operator characters, so that a long one is walked only once.
  struct OperatorRun: Sendable {
    /// Where it ends, or where a comment begins inside of it.
    var end = 0
    /// Whether it holds a character that lets an operator end in a sign. If so, it is one token.
    var isQualified = false
    /// The first of the signs at its end.
    var trailingSigns = 0
  }

  mutating func scanOperatorOrComment(
    _ first: UInt8
  ) throws(SQLScanError) -> SQLToken.Kind {
    if opensComment(position) {
      if first == UInt8(ascii: "/") { return try scanBlockComment() }
      while position < end, !byte(position).isLineEnd { position += 1 }
      return .lineComment
    }
    if operators.end <= position { operators = operatorRun(from: position) }
    let run = operators
    // A longer operator may end in a sign only if it holds a character that SQL's own operators do
    // not have: `a<-1` is a comparison with -1, `a@-1` is the operator `@-`.
    if run.end - position > 1, run.trailingSigns < run.end, !run.isQualified {
      position = max(position + 1, run.trailingSigns)
    } else {
      position = run.end
    }
    return .operator
  }

  private mutating func opensComment(_ index: Int) -> Bool {
    switch byte(index) {
    case UInt8(ascii: "-"): byte(index + 1) == UInt8(ascii: "-")
    case UInt8(ascii: "/"): byte(index + 1) == UInt8(ascii: "*")
    default: false
    }
  }

  private mutating func operatorRun(from start: Int) -> OperatorRun {
    var run = OperatorRun(end: start, trailingSigns: start)
    while byte(run.end).isOperator, !opensComment(run.end) {
      if !byte(run.end).isSign { run.trailingSigns = run.end + 1 }
      if byte(run.end).isQualifyingOperator { run.isQualified = true }
      run.end += 1
    }
    return run
  }

  private mutating func scanBlockComment() throws(SQLScanError) -> SQLToken.Kind {
    let start = position
    var depth = 0
    while position < end {
      if byte(position) == UInt8(ascii: "/"), byte(position + 1) == UInt8(ascii: "*") {
        depth += 1
        position += 2
      } else if byte(position) == UInt8(ascii: "*"), byte(position + 1) == UInt8(ascii: "/") {
        depth -= 1
        position += 2
        if depth == 0 { return .blockComment }
      } else {
        position += 1
      }
    }
    throw SQLScanError(construct: .blockComment, byteOffset: start)
  }
}
