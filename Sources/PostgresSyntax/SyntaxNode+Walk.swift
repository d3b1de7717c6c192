/// How a walk over a tree goes on.
public enum VisitAction: Sendable {
  /// With what the node holds, then with what follows it.
  case visitChildren
  /// With what follows the node.
  case skipChildren
  /// Not at all.
  case stop
}

extension SyntaxNode {
  /// Walks over this node and then over all that it holds, parents first, in the order of the tree.
  ///
  /// It meets nodes and plain objects; it passes through lists and over scalars. It takes no stack
  /// and no memory, however deep the tree.
  public func visit<Failure>(
    _ body: (SyntaxNode) throws(Failure) -> VisitAction
  ) throws(Failure) {
    let end = tape.next(after: index)
    var current = index
    while current < end {
      guard tape.entries[current].kind == .object else {
        current += 1
        continue
      }
      switch try body(SyntaxNode(tape: tape, index: current)) {
      case .visitChildren: current += 1
      case .skipChildren: current = tape.next(after: current)
      case .stop: return
      }
    }
  }

  /// All nodes and plain objects inside this one, without itself, parents first.
  public var descendants: Descendants {
    Descendants(tape: tape, position: index + 1, end: tape.next(after: index))
  }

  /// Whether nodes stand in one another for more than so many levels. A tree that is too small for it
  /// costs nothing.
  public func isDeeper(than most: Int) -> Bool {
    let end = tape.next(after: index)
    guard end - index > most else { return false }
    var ends: [Int] = []
    for position in index..<end where tape.entries[position].kind == .object {
      while let last = ends.last, last <= position { ends.removeLast() }
      ends.append(tape.next(after: position))
      if ends.count > most { return true }
    }
    return false
  }

  /// The nodes inside another one.
  public struct Descendants: Sequence, IteratorProtocol, Sendable {
    let tape: Tape
    var position: Int
    let end: Int

    /// The next node of the walk.
    public mutating func next() -> SyntaxNode? {
      while position < end {
        defer { position += 1 }
        if tape.entries[position].kind == .object {
          return SyntaxNode(tape: tape, index: position)
        }
      }
      return nil
    }
  }
}
