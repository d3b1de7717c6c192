import PostgresSyntax

// The bounds of partitions: of the right form, and without overlap.
extension Replay {
  /// Reads the bound of a partition, reports what is wrong with it, and returns it.
  mutating func bound(
    _ node: SyntaxNode,
    of child: RelationID,
    in parent: RelationID
  ) -> PartitionBound? {
    guard let whole = catalog[parent], let strategy = whole.partitionStrategy else { return nil }
    let place = node.location
    if node.bool("is_default") {
      if strategy == "h" {
        report(.partitionBound, "a table divided by hash has no default partition", at: place)
      } else if let other = siblings(of: child, in: parent).first(where: { $0.1 == .rest }) {
        report(.partitionBound, "\(other.0) is the default partition already", at: place)
      }
      return .rest
    }
    guard node.string("strategy") == strategy else {
      report(.partitionBound, "\(parent) is not divided in this way", at: place)
      return nil
    }
    let bound: PartitionBound
    switch strategy {
    case "r": bound = .range(values(node.list("lowerdatums")), values(node.list("upperdatums")))
    case "l": bound = .list(values(node.list("listdatums")))
    default:
      bound = .hash(modulus: node.int("modulus") ?? 0, remainder: node.int("remainder") ?? 0)
    }
    let count = findings.count
    for list in ["lowerdatums", "upperdatums", "listdatums"] as [StaticString] {
      checkTypes(ofBound: node.list(list), whole, isList: strategy == "l")
    }
    guard findings.count == count, checkForm(bound, whole, at: place) else { return nil }
    let types = whole.partitionTypes
    for (other, its) in siblings(of: child, in: parent) {
      if case .hash(let small, _) = bound, case .hash(let large, _) = its {
        let (least, most) = (min(small, large), max(small, large))
        guard most.isMultiple(of: least) else {
          report(.partitionBound, "each modulus must divide the next greater one", at: place)
          return nil
        }
      }
      guard bound.overlaps(its, as: types) else { continue }
      report(.partitionBound, "the partition \(other) takes some of these rows", at: place)
      return nil
    }
    return bound
  }

  /// The values of a bound become those of the partition key's columns.
  private mutating func checkTypes(ofBound nodes: [SyntaxNode], _ whole: Relation, isList: Bool) {
    for (index, node) in nodes.enumerated() where !node.is("ColumnRef") {
      let place = isList ? 0 : index
      guard whole.partitionColumns.indices.contains(place),
        let name = whole.partitionColumns[place]
      else { continue }
      checkType(of: node, .column(name, of: whole), as: .query) { _ in [] }
    }
  }

  private func siblings(
    of child: RelationID,
    in parent: RelationID
  ) -> [(RelationID, PartitionBound)] {
    catalog.children(of: parent).filter { $0 != child }.compactMap { other in
      catalog[other]?.bound.map { (other, $0) }
    }
  }

  private mutating func checkForm(_ bound: PartitionBound, _ whole: Relation, at place: Int?)
    -> Bool
  {
    var why: String?
    switch bound {
    case .range(let lower, let upper):
      let count = whole.partitionTypes.count
      if lower.count != count || upper.count != count {
        why = "a bound has one value for each column of the partition key"
      } else if (lower + upper).contains(.null) {
        why = "the bound of a range cannot be NULL"
      } else if [lower, upper].contains(where: \.goesOnBehindInfinity) {
        why = "what follows MINVALUE or MAXVALUE must be the same"
      } else if let order = compare(lower, upper, as: whole.partitionTypes), order >= 0 {
        why = "the range holds nothing"
      }
    case .hash(let modulus, let remainder):
      if modulus < 1 {
        why = "the modulus must be greater than 0"
      } else if remainder >= modulus {
        why = "the remainder must be less than the modulus"
      }
    case .list, .rest: break
    }
    guard let why else { return true }
    report(.partitionBound, why, at: place)
    return false
  }

  // MARK: Constants

  private mutating func values(_ nodes: [SyntaxNode]) -> [PartitionBound.Value] {
    nodes.map { node in
      if node.is("ColumnRef") {
        switch node.list("fields").first?.stringValue {
        case "minvalue": return .least
        case "maxvalue": return .greatest
        default:
          report(.notAllowedHere, "a partition's bound reads no columns", at: node.location)
          return .unknown
        }
      }
      return value(node)
    }
  }

  private func value(_ node: SyntaxNode) -> PartitionBound.Value {
    if node.is("TypeCast"), let inner = node["arg"], inner["sval"] != nil { return value(inner) }
    guard node.is("A_Const") else { return .unknown }
    if node.bool("isnull") { return .null }
    if let text = node["sval"]?.stringValue { return .text(text) }
    guard node["ival"] != nil, let location = node.location else { return .unknown }
    // The tree leaves out the sign of a number.
    let digits = text.source.bytes[location...].prefix {
      (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
    }
    return Int(String(decoding: digits, as: UTF8.self)).map { .number($0) } ?? .unknown
  }
}

/// Compares two bounds value by value; nil where the order is not known.
private func compare(
  _ left: [PartitionBound.Value],
  _ right: [PartitionBound.Value],
  as types: [String]
) -> Int? {
  for (index, pair) in zip(left, right).enumerated() {
    guard types.indices.contains(index), let order = pair.0.compare(with: pair.1, as: types[index])
    else { return nil }
    if order != 0 { return order }
  }
  return 0
}

extension [PartitionBound.Value] {
  /// Whether something else stands behind MINVALUE or MAXVALUE.
  fileprivate var goesOnBehindInfinity: Bool {
    guard let place = firstIndex(where: { $0 == .least || $0 == .greatest }) else { return false }
    return self[place...].contains { $0 != self[place] }
  }
}

extension PartitionBound {
  /// Whether some rows belong to both for certain.
  fileprivate func overlaps(_ other: PartitionBound, as types: [String]) -> Bool {
    switch (self, other) {
    case (.range(let lower, let upper), .range(let otherLower, let otherUpper)):
      guard let first = compare(upper, otherLower, as: types),
        let second = compare(otherUpper, lower, as: types)
      else { return false }
      return first > 0 && second > 0
    case (.list(let values), .list(let others)):
      return values.contains { value in
        others.contains { value.compare(with: $0, as: types.first ?? "") == 0 }
      }
    case (.hash(let modulus, let remainder), .hash(let otherModulus, let otherRemainder)):
      let least = min(modulus, otherModulus)
      return least > 0 && remainder % least == otherRemainder % least
    default: return false
    }
  }
}

extension Relation {
  /// The types of the partition key's columns; empty for an expression.
  var partitionTypes: [String] {
    partitionColumns.map { name in
      guard let column = name.flatMap(column), column.type.schema == nil,
        column.type.dimensions == 0
      else { return "" }
      return column.type.name
    }
  }
}
