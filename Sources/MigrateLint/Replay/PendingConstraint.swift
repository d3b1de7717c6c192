import PostgresSyntax

/// A constraint that is still to be made, and the column that it was written behind.
struct PendingConstraint {
  var node: SyntaxNode
  var column: String?
  var isDeferrable: Bool
  var isInitiallyDeferred: Bool
  /// Whether the children get it too (no ONLY).
  var reachesChildren = true

  init(node: SyntaxNode, column: String?) {
    self.node = node
    self.column = column
    isInitiallyDeferred = node.bool("initdeferred")
    isDeferrable = node.bool("deferrable") || isInitiallyDeferred
  }

  /// Whether it is no constraint of the catalog, but says how the column is.
  var isAttribute: Bool {
    switch node.string("contype") {
    case "CONSTR_NOTNULL", "CONSTR_DEFAULT", "CONSTR_GENERATED": true
    default: false
    }
  }

  /// Whether it is added after what a partition gets from the whole.
  var isKey: Bool {
    switch node.string("contype") {
    case "CONSTR_PRIMARY", "CONSTR_UNIQUE", "CONSTR_EXCLUSION", "CONSTR_FOREIGN": true
    default: false
    }
  }

  /// The constraints behind a column. DEFERRABLE and its like are nodes of their own there, which
  /// belong to the one before them.
  static func list(of column: SyntaxNode) -> [PendingConstraint] {
    let name = column.string("colname")
    var list: [PendingConstraint] = []
    for node in column.list("constraints") {
      switch node.string("contype") {
      case "CONSTR_ATTR_DEFERRABLE": list.last.map { _ in list[list.count - 1].isDeferrable = true }
      case "CONSTR_ATTR_DEFERRED":
        list.last.map { _ in
          list[list.count - 1].isDeferrable = true
          list[list.count - 1].isInitiallyDeferred = true
        }
      case "CONSTR_ATTR_NOT_DEFERRABLE", "CONSTR_ATTR_IMMEDIATE": break
      default: list.append(PendingConstraint(node: node, column: name))
      }
    }
    return list
  }

  /// A constraint with the attributes that every kind may have. Of a table that is new, it is valid
  /// even where it says NOT VALID.
  func constraint(_ kind: Constraint.Kind, isNew: Bool) -> Constraint {
    var constraint = Constraint(kind: kind)
    constraint.isDeferrable = isDeferrable
    constraint.isInitiallyDeferred = isInitiallyDeferred
    constraint.isValidated = isNew || !node.bool("skip_validation")
    constraint.isHeritable = !node.bool("is_no_inherit")
    return constraint
  }
}
