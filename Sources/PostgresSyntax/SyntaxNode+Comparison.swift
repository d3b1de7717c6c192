extension SyntaxNode {
  /// The nodes that this one holds directly, in the order of the tree: in its fields, and in the
  /// lists of its fields.
  public var children: [SyntaxNode] {
    let end = tape.next(after: index)
    var children: [SyntaxNode] = []
    var position = index + 1
    while position < end {
      if tape.entries[position].kind == .object {
        children.append(SyntaxNode(tape: tape, index: position))
        position = tape.next(after: position)
      } else {
        position += 1
      }
    }
    return children
  }

  /// The node with all that it holds as text, but without its places in the source: two nodes that
  /// mean the same to the parser, however they were written, have the same.
  public var canonicalText: String {
    let end = tape.next(after: index)
    var text = ""
    var position = index
    while position < end {
      let node = SyntaxNode(tape: tape, index: position)
      defer { position += 1 }
      guard !node.isField("location") else { continue }
      // Where the node itself stands is no part of it.
      text += (position == index ? "" : node.field) + ":" + node.kind
      switch tape.entries[position].kind {
      case .object: text += "{"
      case .array: text += "["
      case .string: text += "'\(tape.string(position) ?? "")'"
      case .number: text += String(tape.int(position) ?? 0)
      default: text += "="
      }
      // How many entries it spans tells where it ends.
      text += "\(tape.next(after: position) - position);"
    }
    return text
  }
}
