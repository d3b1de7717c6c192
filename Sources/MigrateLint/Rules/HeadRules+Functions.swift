import PostgresSyntax

extension HeadRules {
  mutating func judgeFunctions() {
    for (schema, entry) in catalog.schemas.sorted(by: { $0.key < $1.key }) {
      for (name, overloads) in entry.functions.sorted(by: { $0.key < $1.key }) {
        for function in overloads { judge(function, RelationID(schema: schema, name: name)) }
      }
    }
  }

  private mutating func judge(_ function: FunctionEntry, _ id: RelationID) {
    if function.isSecurityDefiner, !function.pinsSearchPath {
      report(
        .securityDefinerSearchPath,
        "function \(id) runs with its owner's rights and the caller's search path: the caller "
          + "chooses what its names mean",
        at: function.origin
      )
    }
    guard function.volatility == .immutable, let what = instability(of: function) else { return }
    report(
      .falseImmutable,
      "function \(id) is marked IMMUTABLE and \(what): an index or a generated column keeps what "
        + "it said once",
      at: function.origin
    )
  }

  /// Why a function may say another thing the next time; nil where its body does not tell.
  private func instability(of function: FunctionEntry) -> String? {
    guard function.language == "sql" || function.language == "plpgsql" else { return nil }
    let body = LintSource(path: "", bytes: Array(function.body.utf8))
    guard let scanned = try? parser.scan(body.bytes) else { return nil }
    let tokens = scanned.filter { $0.kind != .comment }.map(\.range)
    let words = tokens.map { body.identifier($0) }
    /// The word before each parenthesis that is open.
    var opened: [String] = []
    for (index, word) in words.enumerated() where !body.isQuoted(tokens[index]) {
      let previous = index > 0 ? words[index - 1] : ""
      if word == "(" { opened.append(previous) }
      if word == ")" { _ = opened.popLast() }
      if Self.values.contains(word) { return "reads \(word)" }
      let next = words.indices.contains(index + 1) ? words[index + 1] : ""
      if Self.calls.contains(word), next == "(" { return "calls \(word)()" }
      guard word == "from" || word == "join", previous != "distinct",
        !Self.callsWithFrom.contains(opened.last ?? ""),
        let table = table(in: words, from: index + 1)
      else { continue }
      return "reads the table \(table)"
    }
    return nil
  }

  /// The table that is named there, with or without its schema.
  private func table(in words: [String], from index: Int) -> RelationID? {
    guard words.indices.contains(index) else { return nil }
    let isQualified = words.indices.contains(index + 2) && words[index + 1] == "."
    let name = RelationName(
      schema: isQualified ? words[index] : nil,
      name: isQualified ? words[index + 2] : words[index]
    )
    guard let found = catalog.relation(name), found.entry.kind.hasColumns,
      found.entry.kind != .compositeType
    else { return nil }
    return found.id
  }

  /// In the call of these, FROM stands between arguments.
  private static let callsWithFrom: Set<String> = ["extract", "substring", "trim", "overlay"]
  private static let values: Set<String> = [
    "current_timestamp", "current_date", "current_time", "localtimestamp", "localtime",
    "current_user", "session_user", "current_role",
  ]
  private static let calls: Set<String> = [
    "current_setting", "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp",
    "timeofday", "random", "gen_random_uuid", "nextval", "currval", "set_config",
    "txid_current", "pg_current_xact_id",
  ]
}
