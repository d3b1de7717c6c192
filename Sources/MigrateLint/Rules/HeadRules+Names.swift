extension HeadRules {
  /// `PK_<table>`, `FK_<table>_<what>` and the like.
  mutating func judgeNames(of table: JudgedTable) {
    let name = table.id.name
    if table.entry.kind.isTable, !Self.isSnakeCase(name) {
      report(
        .nameConvention,
        "a table's name is lower case with underscores, not \(name.quotedIfNeeded)",
        at: table.entry.origin
      )
    }
    for each in table.indexes where each.index.constraint == nil {
      judge(
        each.id.name,
        "index",
        begins: (each.index.isUnique ? "UQ_" : "IDX_") + name + "_",
        at: each.origin
      )
    }
    // What a table has of another one has its names.
    guard !table.entry.isPartition, table.entry.parents.isEmpty, !table.entry.hasUnknownConstraints
    else { return }
    for (constraintName, constraint) in table.entry.constraints.sorted(by: { $0.key < $1.key }) {
      switch constraint.kind {
      case .primaryKey:
        guard constraintName != "PK_\(name)" else { continue }
        report(
          .nameConvention,
          "the primary key \(constraintName.quotedIfNeeded) is to be named "
            + "PK_\(name)".quotedIfNeeded,
          at: constraint.origin
        )
      case .foreignKey:
        judge(constraintName, "foreign key", begins: "FK_\(name)_", at: constraint.origin)
      case .unique:
        judge(constraintName, "unique key", begins: "UQ_\(name)_", at: constraint.origin)
      case .check: judge(constraintName, "CHECK", begins: "CHK_\(name)_", at: constraint.origin)
      case .exclusion: continue
      }
    }
  }

  private mutating func judge(
    _ name: String,
    _ word: String,
    begins prefix: String,
    at origin: Origin
  ) {
    guard !name.hasPrefix(prefix) || name.count == prefix.count else { return }
    report(
      .nameConvention,
      "the \(word) \(name.quotedIfNeeded) is to be named \"\(prefix)…\"",
      at: origin
    )
  }

  private static func isSnakeCase(_ name: String) -> Bool {
    guard let first = name.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
    }
  }
}
