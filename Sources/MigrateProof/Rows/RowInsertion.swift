import Postgres

/// Brings rows into a table, so that all constraints hold.
struct RowInsertion {
  enum Mode {
    /// As any session does.
    case ordinary
    /// As a replica: triggers do not fire, and what foreign keys demand is looked at here.
    case withoutTriggers
  }

  let shape: TableShape
  let connection: Connection
  let mode: Mode

  /// Inserts as many as are wanted of those that satisfy the CHECKs and collide with no key.
  ///
  /// - Returns: How many they were, or why the server refused them all.
  func insert(_ rows: [[String?]], atMost limit: Int) async throws -> Result<Int, ServerError> {
    do {
      return .success(
        try await connection.transaction { connection in
          let results = try await connection.execute(
            SQLScript(text: preparation + statement(rows, atMost: limit))
          )
          try await check()
          return results.last?.affectedRows ?? 0
        }
      )
    } catch PostgresError.server(let refusal) where connection.isOpen {
      return .failure(refusal)
    }
  }

  /// Inserts the rows in halves of halves, where all of them together were refused, so that a few that
  /// are refused do not keep the others out.
  ///
  /// - Returns: How many succeeded. `onRefusal` hears of the others.
  func insertInParts(
    _ rows: [[String?]],
    atMost limit: Int,
    onRefusal: (ServerError) -> Void
  ) async throws -> Int {
    var made = 0
    var refused = 0
    var parts = Self.halves(of: rows[...])
    while made < limit, let part = parts.popLast() {
      switch try await insert(Array(part), atMost: limit - made) {
      case .success(let number): made += number
      case .failure(let refusal):
        onRefusal(refusal)
        guard part.count == 1 else {
          parts += Self.halves(of: part)
          continue
        }
        refused += 1
        // A trigger that refuses one refuses all.
        if refused == (made == 0 ? 12 : 200) { return made }
      }
    }
    return made
  }

  private static func halves(of rows: ArraySlice<[String?]>) -> [ArraySlice<[String?]>] {
    [rows.dropFirst(rows.count / 2), rows.prefix(rows.count / 2)].filter { !$0.isEmpty }
  }

  var preparation: String {
    (mode == .withoutTriggers ? "SET LOCAL session_replication_role = replica; " : "")
      + "SET CONSTRAINTS ALL DEFERRED; "
  }

  /// Has the server check what it would check at the end, while the refusal still names the row's table.
  func check() async throws {
    try await connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    guard mode == .withoutTriggers else { return }
    for key in shape.foreignKeys {
      let results = try await connection.execute(SQLScript(text: orphans(of: key)))
      let hasOrphans = try results.first?.only().decode(0, as: Bool.self) ?? false
      guard hasOrphans else { continue }
      var refusal = ServerError(
        sqlState: .foreignKeyViolation,
        message: "rows that were made without triggers refer to nothing"
      )
      refusal.constraint = key.name
      throw PostgresError.server(refusal)
    }
  }

  private func orphans(of key: TableShape.ForeignKey) -> String {
    let own = key.columns.compactMap { shape.column($0)?.name }
    guard own.count == key.columns.count else { return "SELECT false" }
    let isGiven = own.map { "c.\($0) IS NOT NULL" }.joined(separator: " AND ")
    let matches = zip(own, key.parentColumns).map { "p.\($1) = c.\($0)" }.joined(separator: " AND ")
    return "SELECT EXISTS (SELECT FROM \(shape.name) AS c WHERE \(isGiven) "
      + "AND NOT EXISTS (SELECT FROM \(key.parentName) AS p WHERE \(matches)))"
  }

  func statement(_ rows: [[String?]], atMost limit: Int) -> String {
    guard !shape.columns.isEmpty else {
      return "INSERT INTO \(shape.name) SELECT FROM generate_series(1, \(limit))"
    }
    let names = shape.columns.map(\.name).joined(separator: ", ")
    let places = shape.columns.indices.map { "v\($0)" }
    let typed = zip(shape.columns, places).map { column, place in
      "CAST(\(place) AS \(column.type)) AS \(column.name)"
    }
    let values = rows.map { row in
      "(" + row.map { $0.map(\.literal) ?? "NULL" }.joined(separator: ", ") + ")"
    }
    var conditions = shape.checks.map { "(\($0.expression)) IS NOT FALSE" }
    if let partitions = shape.partitions, !partitions.isEmpty {
      conditions.append("(" + partitions.map { "(\($0))" }.joined(separator: " OR ") + ")")
    }
    conditions += shape.columns.filter(\.isNotNull).map { "\($0.name) IS NOT NULL" }
    return """
      INSERT INTO \(shape.name) (\(names)) OVERRIDING SYSTEM VALUE
      SELECT \(names) FROM (
        SELECT \(typed.joined(separator: ", "))
        FROM (VALUES \(values.joined(separator: ", "))) AS v (\(places.joined(separator: ", ")))
      ) AS candidate
      \(conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))")
      LIMIT \(limit)
      ON CONFLICT DO NOTHING
      """
  }
}
