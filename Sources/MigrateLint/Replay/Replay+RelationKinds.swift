import PostgresSyntax

// Which statement may change which kind of relation.
extension Replay {
  /// Reports a relation that is not of the kind that the statement names.
  mutating func checkKind(
    _ objectType: String?,
    of id: RelationID,
    _ relation: Relation,
    at place: Int?
  ) -> Bool {
    let fits =
      switch objectType {
      case "OBJECT_VIEW": relation.kind == .view
      case "OBJECT_MATVIEW": relation.kind == .materializedView
      case "OBJECT_SEQUENCE": relation.kind == .sequence
      case "OBJECT_INDEX": relation.kind == .index
      case "OBJECT_FOREIGN_TABLE": relation.kind == .foreignTable
      case "OBJECT_TYPE": relation.kind == .compositeType
      case "OBJECT_TABLE": relation.kind != .compositeType
      default: true
      }
    if fits { return true }
    report(.wrongKind, "\(id) is a \(relation.kind.word)", at: place)
    return false
  }

  /// Reports a part of ALTER TABLE that there is not for the relation's kind.
  mutating func checkMayDo(
    _ command: SyntaxNode,
    to id: RelationID,
    _ relation: Relation,
    at place: Int?
  ) -> Bool {
    guard let allowed = Self.kinds(for: command.string("subtype")),
      !allowed.contains(relation.kind)
    else { return true }
    report(
      .wrongKind,
      "there is no such change of a \(relation.kind.word), which \(id) is",
      at: place
    )
    return false
  }

  /// The kinds that PostgreSQL's `ATPrepCmd` lets through; nil for what is for all of them.
  private static func kinds(for subtype: String?) -> Set<Relation.Kind>? {
    let tables: Set<Relation.Kind> = [.table, .partitionedTable]
    let withForeign = tables.union([.foreignTable])
    switch subtype {
    case "AT_AddColumn", "AT_DropColumn", "AT_AlterColumnType":
      return withForeign.union([.compositeType])
    case "AT_ColumnDefault", "AT_AddIdentity", "AT_DropIdentity", "AT_SetIdentity":
      return withForeign.union([.view])
    case "AT_SetNotNull", "AT_DropNotNull", "AT_DropExpression", "AT_AddConstraint",
      "AT_DropConstraint", "AT_ValidateConstraint", "AT_EnableTrig", "AT_DisableTrig",
      "AT_EnableAlwaysTrig", "AT_EnableReplicaTrig", "AT_EnableTrigAll", "AT_DisableTrigAll",
      "AT_EnableTrigUser", "AT_DisableTrigUser", "AT_AddInherit", "AT_DropInherit":
      return withForeign
    case "AT_AlterConstraint", "AT_EnableRowSecurity", "AT_DisableRowSecurity",
      "AT_ForceRowSecurity", "AT_NoForceRowSecurity", "AT_EnableRule", "AT_DisableRule",
      "AT_EnableAlwaysRule", "AT_EnableReplicaRule", "AT_AddOf", "AT_DropOf":
      return tables
    case "AT_ClusterOn", "AT_DropCluster", "AT_ReplicaIdentity":
      return tables.union([.materializedView])
    case "AT_SetStorage", "AT_SetOptions", "AT_ResetOptions":
      return withForeign.union([.materializedView])
    case "AT_SetStatistics": return withForeign.union([.materializedView, .index])
    case "AT_SetLogged", "AT_SetUnLogged": return tables.union([.sequence])
    case "AT_AttachPartition": return tables.union([.index])
    default: return nil
    }
  }
}
