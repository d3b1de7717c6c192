import PostgresSyntax

extension StatementRules {
  /// Types that a column had better not have.
  mutating func judgeTypes() {
    switch node.kind {
    case "CreateStmt", "AlterTableStmt":
      for column in node.descendants where column.is("ColumnDef") {
        if let type = column["typeName"] { judge(type: type) }
      }
    case "CreateDomainStmt": node["typeName"].map { judge(type: $0) }
    case "CreateEnumStmt":
      let name = node.list("typeName").last?.stringValue
      report(
        .enumType,
        "an enumeration can lose no value, and its operators are not leakproof, so that under "
          + "row-level security no index serves them; a CHECK on text does the same",
        at: name.flatMap { text.offset(of: $0, after: text.range.lowerBound) }
      )
    default: return
    }
  }

  private mutating func judge(type: SyntaxNode) {
    let names = type.list("names").compactMap(\.stringValue)
    guard names.count == 1 || names.first == "pg_catalog", let name = names.last else { return }
    let hasLimit = !type.list("typmods").isEmpty
    switch name {
    case "timestamp":
      report(
        .timestampWithoutTimeZone,
        "timestamp without time zone is no instant: the same value means another one to a session "
          + "in another time zone",
        at: type.location,
        fix: timestampFix(at: type.location)
      )
    case "varchar" where hasLimit:
      report(
        .varcharLimit,
        "a smaller limit rewrites the table, and no limit changes while a view reads the column; a "
          + "CHECK on text is free of both",
        at: type.location
      )
    case "bpchar" where hasLimit:
      report(
        .charType,
        "char(n) is padded with blanks, which count in some comparisons and not in others",
        at: type.location
      )
    case "money":
      report(
        .moneyType,
        "money has the currency and the decimals of the session's lc_monetary",
        at: type.location
      )
    case _ where TypeNames.serial[name] != nil && names.count == 1:
      report(
        .serialType,
        "\(name) is a default on a sequence that has rights of its own and can be overwritten; an "
          + "identity column or a uuid is none of it",
        at: type.location
      )
    default: return
    }
  }

  private func timestampFix(at offset: Int?) -> Fix? {
    guard let offset, let index = text.tokens.firstIndex(where: { $0.lowerBound == offset }) else {
      return nil
    }
    let rest = text.tokens[index...].prefix(4).map { text.source.identifier($0) }
    guard rest.first == "timestamp" else { return nil }
    if rest.dropFirst().first == "(" { return nil }
    let isLong = rest.dropFirst() == ["without", "time", "zone"]
    let last = text.tokens[isLong ? index + 3 : index]
    return Fix("timestamptz", range: offset..<last.upperBound, replacement: "timestamptz")
  }
}
