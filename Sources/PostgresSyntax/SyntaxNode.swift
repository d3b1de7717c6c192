/// A value of PostgreSQL's parse tree: a node, a plain object, a list or a scalar.
///
/// It is a reference to the tree and a number, so it costs nothing to pass on. The names of nodes and
/// fields are those of PostgreSQL's `parsenodes.h` and `primnodes.h`; they are the same in versions
/// 15 to 18.
///
/// **A field that holds its default is absent**: 0, false, an empty string, an empty list, and the
/// node that was not written are all not there.
public struct SyntaxNode: Sendable {
  let tape: Tape
  let index: Int

  /// The node's name, such as `CreateStmt`, where the tree names it: in lists and in fields that
  /// may hold nodes of several kinds. Empty for an object whose kind follows from the field that it
  /// stands in (`relation`, `typeName`), for a list and for a scalar.
  public var kind: String { String(decoding: tape.kindBytes(of: index), as: UTF8.self) }

  /// Compares `kind` without making a string of it.
  public func `is`(_ kind: StaticString) -> Bool {
    tape.node(index, is: kind)
  }

  /// The name of the field that the node stands in; empty for an element of a list and for the
  /// node of a statement.
  public var field: String { String(decoding: tape.fieldBytes(of: index), as: UTF8.self) }

  /// Compares `field` without making a string of it.
  public func isField(_ name: StaticString) -> Bool {
    tape.field(of: index, is: name)
  }

  /// A field's value; nil where it holds its default. Takes time in proportion to the number of
  /// fields, and no memory.
  public subscript(_ field: StaticString) -> SyntaxNode? {
    tape.field(field, of: index).map { SyntaxNode(tape: tape, index: $0) }
  }

  /// A field that is a string, a name of an enumeration's case, or a `String` node; nil where it is
  /// absent or empty.
  public func string(_ field: StaticString) -> String? {
    guard let text = self[field]?.stringValue, !text.isEmpty else { return nil }
    return text
  }

  /// A field that is a whole number; nil where it is absent, which means 0 for a number of the tree.
  public func int(_ field: StaticString) -> Int? {
    tape.field(field, of: index).flatMap { tape.int($0) }
  }

  /// A field that is a truth value; false where it is absent.
  public func bool(_ field: StaticString) -> Bool {
    tape.field(field, of: index).map { tape.entries[$0].kind == .yes } ?? false
  }

  /// The elements of a field that is a list, or a `List` node; none where it is absent.
  public func list(_ field: StaticString) -> [SyntaxNode] {
    self[field]?.elements ?? []
  }

  /// The elements of a list or of a `List` node.
  public var elements: [SyntaxNode] {
    if self.is("List") { return list("items") }
    guard tape.entries[index].kind == .array else { return [] }
    let end = Int(tape.entries[index].end)
    var elements: [SyntaxNode] = []
    var next = index + 1
    while next < end {
      elements.append(SyntaxNode(tape: tape, index: next))
      next = tape.next(after: next)
    }
    return elements
  }

  /// The text of a scalar, of a `String` node, or of a constant's `sval`; also where it is empty.
  public var stringValue: String? {
    switch tape.entries[index].kind {
    case .string: tape.string(index)
    case .object where self.is("String") || isField("sval"):
      // PostgreSQL 14 and older call it `str`.
      (tape.field("sval", of: index) ?? tape.field("str", of: index)).flatMap { tape.string($0) }
        ?? ""
    default: nil
    }
  }

  /// The number of a scalar, of an `Integer` node, or of a constant's `ival`; also where it is 0.
  ///
  /// libpg_query 15 leaves a negative constant's number out as if it were 0. Where the sign matters,
  /// look at the text at the constant's location.
  public var intValue: Int? {
    switch tape.entries[index].kind {
    case .number: tape.int(index)
    case .object where self.is("Integer") || isField("ival"): int("ival") ?? 0
    default: nil
    }
  }

  /// Where the node stands in the text, in bytes from 0; nil for a node that does not say.
  ///
  /// The tree leaves out a location of 0, and so does a node that has none. Every statement begins
  /// with a keyword, and WITH is the only one whose node keeps its place: only its clause can say 0.
  public var location: Int? {
    if let location = int("location") { return location < 0 ? nil : location + tape.base }
    return self.is("WithClause") || isField("withClause") ? tape.base : nil
  }
}
