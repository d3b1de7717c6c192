/// The named parts of something, such as the triggers of a table, in the order of their names.
///
/// Used as a dictionary, and made for copies: a changed copy shares with the original all but the
/// path to what was changed, and two copies are compared by what they do not share. So a table of
/// thousands of constraints can be remembered as it was before each statement.
///
/// It is a treap: a search tree by name, and a heap by a number that follows from the name. The
/// shape depends on the names alone, so that what is equal is also built equally.
struct NamedParts<Value: Sendable>: Sendable {
  fileprivate var root: Node?

  init() {}

  fileprivate init(root: Node?) { self.root = root }

  var count: Int { root?.count ?? 0 }
  var isEmpty: Bool { root == nil }

  subscript(name: String) -> Value? {
    get { root?.find(name)?.value }
    set {
      guard let newValue else {
        root = Node.removing(name, from: root)
        return
      }
      root = Node.setting(name, Node.priority(name), newValue, in: root)
    }
  }

  subscript(name: String, default value: @autoclosure () -> Value) -> Value {
    get { self[name] ?? value() }
    set { self[name] = newValue }
  }

  @discardableResult
  mutating func removeValue(forKey name: String) -> Value? {
    guard let old = self[name] else { return nil }
    self[name] = nil
    return old
  }

  /// The parts of which a test says so.
  func filter(_ isIncluded: ((key: String, value: Value)) -> Bool) -> NamedParts {
    var rest = self
    for part in self where !isIncluded(part) { rest[part.key] = nil }
    return rest
  }

  // Not by way of an iterator: these look at every part of a large table, and mostly for nothing.

  func first(where isWanted: ((key: String, value: Value)) -> Bool) -> Element? {
    root?.first { isWanted(($0.name, $0.value)) }.map { ($0.name, $0.value) }
  }

  func contains(where isWanted: ((key: String, value: Value)) -> Bool) -> Bool {
    root?.first { isWanted(($0.name, $0.value)) } != nil
  }

  /// The names, in their order.
  var keys: [String] { map(\.key) }

  /// The parts without their names.
  var values: Values { Values(parts: self) }

  struct Values: Sequence {
    fileprivate let parts: NamedParts

    func makeIterator() -> AnyIterator<Value> {
      var parts = parts.makeIterator()
      return AnyIterator { parts.next()?.value }
    }

    func first(where isWanted: (Value) -> Bool) -> Value? {
      parts.root?.first { isWanted($0.value) }?.value
    }

    func contains(where isWanted: (Value) -> Bool) -> Bool {
      parts.root?.first { isWanted($0.value) } != nil
    }
  }
}

extension NamedParts: Sequence {
  typealias Element = (key: String, value: Value)

  struct Iterator: IteratorProtocol {
    /// The nodes whose own part comes next, the innermost last.
    private var path: [Node] = []

    fileprivate init(_ root: Node?) { descend(from: root) }

    private mutating func descend(from node: Node?) {
      var node = node
      while let next = node {
        path.append(next)
        node = next.left
      }
    }

    mutating func next() -> Element? {
      guard let node = path.popLast() else { return nil }
      descend(from: node.right)
      return (node.name, node.value)
    }
  }

  func makeIterator() -> Iterator { Iterator(root) }

  var underestimatedCount: Int { count }
}

extension NamedParts: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, Value)...) {
    for (name, value) in elements { self[name] = value }
  }
}

extension NamedParts: Equatable where Value: Equatable {
  static func == (left: NamedParts, right: NamedParts) -> Bool {
    Node.areEqual(left.root, right.root)
  }
}

extension NamedParts {
  /// Tells of every part that two do not share, in no order: at least all that differ.
  static func visitChanges(
    _ before: NamedParts,
    _ after: NamedParts,
    _ visit: (_ name: String, _ before: Value?, _ after: Value?) -> Void
  ) {
    Node.visitChanges(before.root, after.root, visit)
  }

  fileprivate final class Node: Sendable {
    let name: String
    let value: Value
    let priority: UInt64
    let left: Node?
    let right: Node?
    let count: Int

    init(_ name: String, _ value: Value, _ priority: UInt64, _ left: Node?, _ right: Node?) {
      self.name = name
      self.value = value
      self.priority = priority
      self.left = left
      self.right = right
      count = (left?.count ?? 0) + (right?.count ?? 0) + 1
    }

    /// Where a name stands in the heap: FNV-1a, and a last mixing so that names that are counted up
    /// stand in no order.
    static func priority(_ name: String) -> UInt64 {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
      return hash ^ (hash >> 32)
    }

    func find(_ name: String) -> Node? {
      var node: Node? = self
      while let current = node {
        if name == current.name { return current }
        node = name < current.name ? current.left : current.right
      }
      return nil
    }

    func first(where isWanted: (Node) -> Bool) -> Node? {
      if let found = left?.first(where: isWanted) { return found }
      if isWanted(self) { return self }
      return right?.first(where: isWanted)
    }

    func with(_ left: Node?, _ right: Node?) -> Node {
      left === self.left && right === self.right
        ? self : Node(name, value, priority, left, right)
    }

    /// Whether it stands above a name in the heap. Of two equal numbers the name decides.
    private func isAbove(_ name: String, _ priority: UInt64) -> Bool {
      self.priority == priority ? self.name < name : self.priority > priority
    }

    static func setting(
      _ name: String,
      _ priority: UInt64,
      _ value: Value,
      in node: Node?
    ) -> Node {
      guard let node else { return Node(name, value, priority, nil, nil) }
      if node.name == name { return Node(name, value, priority, node.left, node.right) }
      guard node.isAbove(name, priority) else {
        let (left, _, right) = split(node, at: name)
        return Node(name, value, priority, left, right)
      }
      return name < node.name
        ? node.with(setting(name, priority, value, in: node.left), node.right)
        : node.with(node.left, setting(name, priority, value, in: node.right))
    }

    static func removing(_ name: String, from node: Node?) -> Node? {
      guard let node else { return nil }
      if node.name == name { return merge(node.left, node.right) }
      return name < node.name
        ? node.with(removing(name, from: node.left), node.right)
        : node.with(node.left, removing(name, from: node.right))
    }

    /// What stands before a name, at it, and behind it.
    static func split(_ node: Node?, at name: String) -> (Node?, Node?, Node?) {
      guard let node else { return (nil, nil, nil) }
      if node.name == name { return (node.left, node, node.right) }
      if name < node.name {
        let (left, middle, right) = split(node.left, at: name)
        return (left, middle, node.with(right, node.right))
      }
      let (left, middle, right) = split(node.right, at: name)
      return (node.with(node.left, left), middle, right)
    }

    private static func merge(_ left: Node?, _ right: Node?) -> Node? {
      guard let left else { return right }
      guard let right else { return left }
      return left.isAbove(right.name, right.priority)
        ? left.with(left.left, merge(left.right, right))
        : right.with(merge(left, right.left), right.right)
    }

    static func visitChanges(
      _ before: Node?,
      _ after: Node?,
      _ visit: (_ name: String, _ before: Value?, _ after: Value?) -> Void
    ) {
      guard before !== after else { return }
      guard let after else {
        guard let before else { return }
        visitChanges(before.left, nil, visit)
        visit(before.name, before.value, nil)
        return visitChanges(before.right, nil, visit)
      }
      let (left, same, right) = split(before, at: after.name)
      visitChanges(left, after.left, visit)
      if same !== after { visit(after.name, same?.value, after.value) }
      visitChanges(right, after.right, visit)
    }
  }
}

extension NamedParts.Node where Value: Equatable {
  static func areEqual(_ left: NamedParts.Node?, _ right: NamedParts.Node?) -> Bool {
    if left === right { return true }
    guard let left, let right else { return false }
    return left.count == right.count && left.name == right.name && left.value == right.value
      && areEqual(left.left, right.left) && areEqual(left.right, right.right)
  }
}
