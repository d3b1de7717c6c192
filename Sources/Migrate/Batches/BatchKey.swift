internal import Postgres

/// The key whose order the batches follow, as the catalog describes it.
struct BatchKey: Hashable {
  struct Column: Hashable {
    var name: String
    /// Its type, as a cast names it.
    var type: String

    var quoted: String { "\(QualifiedName(name: name))" }
  }

  var columns: [Column]

  var names: [String] { columns.map(\.name) }
}

// MARK: - Looking it up

extension BatchKey {
  /// Looks up the key of a statement: the columns that the directive names, or the primary key.
  ///
  /// - Throws: ``BatchProblem`` in a ``Refused``.
  static func find(for batch: BatchStatement, on connection: Connection) async throws -> BatchKey {
    let table = "\(batch.table)"
    var pipeline = Pipeline()
    let kind = pipeline.append(
      """
      SELECT relkind::text, pg_catalog.row_security_active(oid) FROM pg_catalog.pg_class
      WHERE oid = pg_catalog.to_regclass(\(table))
      """
    )
    let columns = pipeline.append(columns(batch.directive.key, of: table))
    let calls = pipeline.append(
      """
      SELECT DISTINCT proname::text FROM pg_catalog.pg_proc
      WHERE proname = ANY (\(batch.calls)) AND prokind IN ('a', 'w')
      """
    )
    let results = try await connection.run(pipeline)
    let found = try results[kind].first?.decode(as: String.self, Bool.self)
    guard let (kind, isFiltered) = found, kind == "r" || kind == "p" else {
      throw Refused(.noTable(table))
    }
    guard !isFiltered else { throw Refused(.rowSecurity(table)) }
    if let aggregate = try results[calls].first?.decode(0, as: String.self) {
      throw Refused(.aggregate("\(aggregate)()"))
    }
    guard !results[columns].isEmpty else { throw Refused(.noKey(table)) }
    var key = BatchKey(columns: [])
    for row in results[columns] {
      let (name, type, isNotNull) = try row.decode(as: String.self, String?.self, Bool.self)
      guard let type else { throw Refused(.unknownColumn(name, table: table)) }
      guard isNotNull else { throw Refused(.nullable(name, table: table)) }
      guard !batch.assigned.contains(name) else { throw Refused(.changesKey(name)) }
      key.columns.append(Column(name: name, type: type))
    }
    let isUnique = try await connection.query(isUnique(key.names, of: table)).only()
      .decode(0, as: Bool.self)
    guard isUnique else { throw Refused(.noIndex(key.names, table: table)) }
    return key
  }

  struct Refused: Error {
    let problem: BatchProblem

    init(_ problem: BatchProblem) { self.problem = problem }
  }

  private static func columns(_ names: [String]?, of table: String) -> SQL {
    """
    WITH target AS (SELECT pg_catalog.to_regclass(\(table))::oid AS oid),
    wanted (name, number) AS (
      SELECT name, number
      FROM pg_catalog.unnest(\(names)::text[]) WITH ORDINALITY AS k (name, number)
      UNION ALL
      SELECT a.attname::text, k.number
      FROM pg_catalog.pg_index AS i
      CROSS JOIN pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, number)
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE \(names)::text[] IS NULL AND i.indisprimary AND i.indrelid = (SELECT oid FROM target)
        AND k.number <= i.indnkeyatts)
    SELECT w.name, pg_catalog.format_type(a.atttypid, a.atttypmod), coalesce(a.attnotnull, false)
    FROM wanted AS w
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = (SELECT oid FROM target)
      AND a.attname = w.name AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY w.number
    """
  }

  private static func isUnique(_ names: [String], of table: String) -> SQL {
    """
    SELECT EXISTS (
      SELECT FROM pg_catalog.pg_index AS i
      WHERE i.indrelid = pg_catalog.to_regclass(\(table)) AND i.indisunique AND i.indisvalid
        AND i.indpred IS NULL AND i.indexprs IS NULL
        AND \(names) = (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.number)
          FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, number)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
          WHERE k.number <= i.indnkeyatts))
    """
  }
}

// MARK: - Ranges

extension BatchKey {
  /// The rows after one key and up to another, as an expression. Either may be missing.
  ///
  /// The leading columns that are the same at both ends are compared by `=`: the planner estimates a
  /// comparison of rows by its first column alone, which says nothing where that is the same for
  /// many rows.
  func range(_ qualifier: String, after last: [String]?, through end: [String]?) -> String {
    var same = 0
    if let last, let end {
      while same < columns.count - 1, last[same] == end[same] { same += 1 }
    }
    var parts = (0..<same).compactMap { index in
      end.map { "\(qualifier).\(columns[index].quoted) = \(literal($0[index], columns[index]))" }
    }
    let rest = columns[same...]
    func compare(_ sign: String, _ key: [String]) -> String {
      let names = rest.map { "\(qualifier).\($0.quoted)" }.joined(separator: ", ")
      let values = zip(rest, key[same...]).map { literal($1, $0) }.joined(separator: ", ")
      return rest.count == 1 ? "\(names) \(sign) \(values)" : "(\(names)) \(sign) (\(values))"
    }
    if let last { parts.append(compare(">", last)) }
    if let end { parts.append(compare("<=", end)) }
    return parts.isEmpty ? "true" : parts.joined(separator: " AND ")
  }

  /// A value that the server has written, as a constant of the column's type.
  private func literal(_ value: String, _ column: Column) -> String {
    var text = "E'"
    for character in value.unicodeScalars {
      if character == "'" || character == "\\" { text.unicodeScalars.append(character) }
      text.unicodeScalars.append(character)
    }
    return text + "'::\(column.type)"
  }

  /// Asks where the batch after a key ends: how many rows it passes over, and the key of its last; no
  /// row where nothing is left.
  func edge(
    of batch: BatchStatement,
    _ size: Int,
    after last: [String]?,
    through end: [String]
  ) -> SQLScript {
    let names = columns.map { "b.\($0.quoted)" }
    let numbered = columns.indices.map { "k\($0)" }
    let selected = zip(names, numbered).map { "\($0) AS \($1)" }.joined(separator: ", ")
    let backwards = numbered.map { "\($0) DESC" }.joined(separator: ", ")
    return SQLScript(
      text: """
        WITH page AS (SELECT \(selected) FROM \(batch.relation) AS b
          WHERE \(range("b", after: last, through: end))
          ORDER BY \(names.joined(separator: ", ")) LIMIT \(size))
        SELECT (SELECT pg_catalog.count(*) FROM page), \(asArray(numbered))
        FROM page ORDER BY \(backwards) LIMIT 1
        """
    )
  }

  /// Asks for the last key that there is.
  func last(of batch: BatchStatement) -> SQLScript {
    let names = columns.map { "b.\($0.quoted)" }
    return SQLScript(
      text: """
        SELECT \(asArray(names)) FROM \(batch.relation) AS b
        ORDER BY \(names.map { "\($0) DESC" }.joined(separator: ", ")) LIMIT 1
        """
    )
  }

  /// Asks the planner how many rows the table has: it knows the size of the files, also where nobody has
  /// analysed the table.
  func estimate(of batch: BatchStatement) -> SQLScript {
    SQLScript(text: "EXPLAIN (FORMAT JSON) SELECT FROM \(batch.relation)")
  }

  private func asArray(_ expressions: [String]) -> String {
    "ARRAY[\(expressions.map { "\($0)::pg_catalog.text" }.joined(separator: ", "))]"
  }
}
