import PostgresSyntax

extension Replay {
  /// Reports what a column's definition says twice, or that contradicts itself.
  mutating func checkForm(ofColumn node: SyntaxNode, _ type: TypeReference, _ id: RelationID) {
    let name = (node.string("colname") ?? "").quotedIfNeeded
    if type.schema == nil, type.dimensions == 0, TypeNames.isPseudo(type.name) {
      report(
        .wrongKind,
        "column \(name) has the pseudo-type \(type)",
        at: node["typeName"]?.location
      )
    }
    let constraints = node.list("constraints")
    func first(_ kind: String) -> SyntaxNode? {
      constraints.first { $0.string("contype") == kind }
    }
    func count(_ kind: String) -> Int { constraints.count { $0.string("contype") == kind } }
    let isSerial = type.schema == nil && TypeNames.serial[type.name] != nil
    let identity = first("CONSTR_IDENTITY")
    let generated = first("CONSTR_GENERATED")
    let standard = first("CONSTR_DEFAULT")
    var why: (String, SyntaxNode)?
    if let standard, count("CONSTR_DEFAULT") > 1 || isSerial {
      why = ("has two defaults", standard)
    } else if let identity, standard != nil || isSerial {
      why = ("has a default and is an identity", identity)
    } else if let identity, count("CONSTR_IDENTITY") > 1 {
      why = ("is an identity twice", identity)
    } else if let generated, standard != nil || isSerial {
      why = ("has a default and is generated", generated)
    } else if let generated, identity != nil {
      why = ("is an identity and is generated", generated)
    } else if let generated, count("CONSTR_GENERATED") > 1 {
      why = ("is generated twice", generated)
    } else if let null = first("CONSTR_NULL") {
      if first("CONSTR_NOTNULL") != nil || identity != nil || isSerial {
        why = ("is both NULL and NOT NULL", null)
      }
    }
    if let why { report(.wrongKind, "column \(name) \(why.0)", at: why.1.location) }
  }

  /// A generated column reads no other generated column.
  mutating func checkGeneration(_ expression: SyntaxNode, of own: String, in table: Relation) {
    expression.visit { part in
      guard part.is("ColumnRef"), let name = part.list("fields").last?.stringValue,
        name == own || table.column(name)?.isGenerated == true
      else { return .visitChildren }
      report(
        .wrongKind,
        "a generated column cannot read \(name.quotedIfNeeded), which is generated",
        at: part.location
      )
      return .visitChildren
    }
  }

  /// Reports what an index's method does not offer.
  mutating func checkMethod(_ node: SyntaxNode, _ method: String, at place: Int?) -> Bool {
    let name = RelationName(schema: nil, name: method)
    let methodPlace = text.offset(of: method, after: (place ?? text.range.lowerBound) + 1) ?? place
    guard check(.accessMethod, name, at: methodPlace), method != "heap" else {
      if method == "heap" { report(.wrongKind, "heap is no method of indexes", at: methodPlace) }
      return false
    }
    guard let offers = IndexMethod(rawValue: method) else { return true }
    let elements = node.list("indexParams")
    let columns = elements.count
    var why: String?
    if node.bool("unique"), !offers.mayBeUnique { why = "cannot be unique" }
    if columns > 1, !offers.hasSeveralColumns { why = "has one column" }
    if !node.list("indexIncludingParams").isEmpty, !offers.includes { why = "includes no columns" }
    if !offers.isOrdered {
      for element in elements {
        if element.string("ordering").map({ $0 != "SORTBY_DEFAULT" }) == true {
          why = "has neither ASC nor DESC"
        } else if element.string("nulls_ordering").map({ $0 != "SORTBY_NULLS_DEFAULT" }) == true {
          why = "has no NULLS FIRST or LAST"
        }
      }
    }
    guard let why else { return true }
    report(.wrongKind, "an index of the method \(method) \(why)", at: methodPlace)
    return false
  }

  /// Reports an exclusion constraint that cannot be.
  mutating func checkExclusion(_ node: SyntaxNode, _ method: String, _ table: Relation) -> Bool {
    guard check(.accessMethod, RelationName(schema: nil, name: method), at: node.location) else {
      return false
    }
    if table.kind == .partitionedTable {
      report(.wrongKind, "a partitioned table has no exclusion constraints", at: node.location)
      return false
    }
    guard let offers = IndexMethod(rawValue: method) else { return true }
    if !offers.mayExclude || !offers.hasSeveralColumns && node.list("exclusions").count > 1 {
      report(
        .wrongKind,
        "an index of the method \(method) cannot stand behind this constraint",
        at: node.location
      )
      return false
    }
    return true
  }
}

/// What the index methods of PostgreSQL offer (`pg_indexam_has_property`).
enum IndexMethod: String {
  case btree, hash, gist, gin, spgist, brin

  var mayBeUnique: Bool { self == .btree }
  var isOrdered: Bool { self == .btree }
  var hasSeveralColumns: Bool { self != .hash && self != .spgist }
  var includes: Bool { self == .btree || self == .gist || self == .spgist }
  var mayExclude: Bool { self != .gin && self != .brin }
}
