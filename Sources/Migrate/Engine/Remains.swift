internal import Postgres

/// What an interrupted statement may have left in the catalog, and how it is taken up again.
struct Remains {
  let connection: Connection
  let statement: OutsideStatement

  /// Clears away what would keep the statement from running, and says whether an earlier run, which
  /// had begun it if `wasBegun`, had finished it, so that it need not run again. `found` is the
  /// answer to ``look``.
  func clear(wasBegun: Bool, found: Rows?) async throws -> Bool {
    switch statement {
    case .createIndexConcurrently: return try await clearIndex(found, wasBegun: wasBegun)
    case .dropIndexConcurrently(let names, let ifExists):
      guard wasBegun, !ifExists else { return false }
      for name in names where try await exists(name) { return false }
      return true
    case .reindexConcurrently(let target, let name?) where wasBegun:
      try await dropShadows(of: name, isIndex: target == "INDEX")
      return false
    case .addEnumValue(let value) where wasBegun && !value.ifNotExists:
      return try await exists(value)
    case .detachPartitionConcurrently(let table, let partition):
      return try await finishDetaching(partition, from: table, wasBegun: wasBegun)
    case .reindexConcurrently, .addEnumValue, .other:
      return false
    }
  }

  // MARK: Indexes

  /// What to ask the catalog before anything else, where the statement is one of the common kind: the
  /// question travels with others.
  var look: SQL? {
    guard case .createIndexConcurrently(let index) = statement, let name = index.name else {
      return nil
    }
    // One table and a look-up for each of its indexes: a join of four costs the server five times as
    // long, most of it for the plan. An index is in its table's schema.
    return """
      SELECT i.indisvalid, i.indexrelid::regclass::text
      FROM pg_catalog.pg_index AS i
      WHERE i.indrelid = \(Self.relation(index.table))
        AND (SELECT c.relname FROM pg_catalog.pg_class AS c
          WHERE c.oid = i.indexrelid AND c.relkind = 'i') = \(name)
      """
  }

  /// An INVALID index serves no query, and IF NOT EXISTS would pass over it.
  private func clearIndex(_ found: Rows?, wasBegun: Bool) async throws -> Bool {
    guard let row = found?.first else { return false }
    let (isValid, qualified) = try row.decode(as: Bool.self, String.self)
    if isValid { return wasBegun }
    try await drop(qualified)
    return false
  }

  /// The copies that REINDEX CONCURRENTLY builds beside the index and swaps in.
  private func dropShadows(of name: QualifiedName, isIndex: Bool) async throws {
    let rows = try await connection.query(
      """
      SELECT format('%I.%I', n.nspname, c.relname)
      FROM pg_catalog.pg_index AS i
      JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'
        AND i.indrelid = CASE WHEN \(isIndex)
          THEN (SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = \(Self.relation(name)))
          ELSE \(Self.relation(name)) END
      """
    )
    for row in rows { try await drop(try row.decode(0)) }
  }

  private func drop(_ qualified: String) async throws {
    // The name comes quoted from the server itself.
    try await connection.execute(
      SQLScript(text: "DROP INDEX CONCURRENTLY IF EXISTS \(qualified)")
    )
  }

  // MARK: The others

  private func exists(_ relation: QualifiedName) async throws -> Bool {
    let rows = try await connection.query("SELECT \(Self.relation(relation)) IS NOT NULL")
    return try rows.only().decode(0)
  }

  private func exists(_ value: EnumValue) async throws -> Bool {
    let rows = try await connection.query(
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_enum
        WHERE enumtypid = pg_catalog.to_regtype(\(Self.quoted(value.type)))
          AND enumlabel = \(value.value))
      """
    )
    return try rows.only().decode(0)
  }

  /// A partition that is half detached can only be detached to the end.
  private func finishDetaching(
    _ partition: QualifiedName,
    from table: QualifiedName,
    wasBegun: Bool
  ) async throws -> Bool {
    let rows = try await connection.query(
      """
      SELECT inhdetachpending,
             format('ALTER TABLE %s DETACH PARTITION %s FINALIZE', inhparent::regclass,
               inhrelid::regclass)
      FROM pg_catalog.pg_inherits
      WHERE inhparent = \(Self.relation(table)) AND inhrelid = \(Self.relation(partition))
      """
    )
    guard let row = rows.first else { return wasBegun }
    let (isPending, finalize) = try row.decode(as: Bool.self, String.self)
    if isPending { try await connection.execute(SQLScript(text: finalize)) }
    return isPending
  }

  /// The relation's identifier by its name, or NULL.
  private static func relation(_ name: QualifiedName) -> SQL {
    "pg_catalog.to_regclass(\(quoted(name)))"
  }

  private static func quoted(_ name: QualifiedName) -> SQL {
    guard let schema = name.schema else { return "pg_catalog.quote_ident(\(name.name))" }
    return "pg_catalog.quote_ident(\(schema)) || '.' || pg_catalog.quote_ident(\(name.name))"
  }
}
