public import LiveCatalog
public import Postgres

/// Another tool's table in a database. It is read, and never written.
public struct BookkeepingTable: Sendable {
  /// Whose it is.
  public let tool: ForeignTool
  /// Its name as it was given, or as the tool has it: found on the search path if it names no schema.
  public let name: String
  /// The role that owns it, which is the one that ran the tool.
  public let owner: String
  /// What the table says is applied.
  public let rows: [Bookkeeping.Row]
  /// The objects of the catalog that belong to it.
  let objects: Set<String>

  /// Looks for the table and reads it, as of one moment.
  public init(
    of tool: ForeignTool,
    named name: String? = nil,
    on connection: Connection
  ) async throws {
    let name = name ?? tool.table
    self.tool = tool
    self.name = name
    var question = Pipeline()
    let columns = question.append(Self.columns(name))
    let found: [(column: String, owner: String)]
    do {
      found = try await connection.run(question)[columns].map {
        try $0.decode(as: String.self, String.self)
      }
    } catch PostgresError.server(let error) where error.sqlState.errorClass == "42" {
      throw AdoptionError.mayNotRead(table: name, reason: error.message)
    }
    guard let owner = found.first?.owner else {
      throw AdoptionError.tableMissing(tool, table: name)
    }
    let names = Set(found.map(\.column))
    guard tool.knows(names) else {
      let other = ForeignTool.owner(of: names)
      throw AdoptionError.otherTable(
        tool,
        table: name,
        missing: tool.columns.subtracting(names).sorted(),
        owner: other == tool ? nil : other
      )
    }
    self.owner = owner
    do {
      (rows, objects) = try await Self.content(of: tool, name, on: connection)
    } catch PostgresError.server(let error) where error.sqlState == .insufficientPrivilege {
      throw AdoptionError.mayNotRead(table: name, reason: error.message)
    }
  }

  /// What the live catalog has more than the files make, less what belongs to the table.
  public func withoutOwn(_ changes: [CatalogChange]) -> [CatalogChange] {
    changes.filter { !objects.contains($0.object) }
  }
}

extension BookkeepingTable {
  private static func columns(_ name: String) -> SQL {
    """
    SELECT a.attname::text, pg_catalog.pg_get_userbyid(c.relowner)::text
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.oid = pg_catalog.to_regclass(\(name)) AND c.relkind IN ('r', 'p')
    """
  }

  /// The name of a table cannot be a parameter. The server puts it, and the query of the tool, together
  /// itself and opens a cursor on it, so that no text that was given becomes SQL here.
  private static func content(
    of tool: ForeignTool,
    _ name: String,
    on connection: Connection
  ) async throws -> ([Bookkeeping.Row], Set<String>) {
    var pipeline = Pipeline(
      transaction: TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
    )
    pipeline.append(
      """
      SELECT pg_catalog.set_config('heartly.table', \(name), true),
             pg_catalog.set_config('heartly.query', \(tool.query), true)
      """
    )
    pipeline.append(openCursor)
    let entries = pipeline.append("FETCH ALL FROM heartly_entries")
    let own = pipeline.append(ownObjects)
    let results = try await connection.run(pipeline)
    let rows = try results[entries].map { row in
      let (version, name, kind, isClean) = try row.decode(
        as: String?.self,
        String?.self,
        String?.self,
        Bool.self
      )
      return Bookkeeping.Row(version: version, name: name, kind: kind, isClean: isClean)
    }
    return (rows, Set(try results[own].map { try $0.decode(0, as: String.self) }))
  }

  private static let openCursor: SQL = """
    DO $heartly$
    DECLARE
      entries refcursor := 'heartly_entries';
      bookkeeping regclass := pg_catalog.to_regclass(pg_catalog.current_setting('heartly.table'));
    BEGIN
      OPEN entries FOR EXECUTE
        pg_catalog.format(pg_catalog.current_setting('heartly.query'), bookkeeping);
      PERFORM pg_catalog.set_config('heartly.table', bookkeeping::oid::text, true);
      PERFORM pg_catalog.set_config('search_path', '', true);
    END
    $heartly$
    """

  /// As ``CatalogSnapshot`` names them, on the empty search path that it has too.
  private static let ownObjects: SQL = """
    WITH own AS (SELECT current_setting('heartly.table')::oid AS oid)
    SELECT 'table ' || oid::regclass FROM own
    UNION ALL SELECT 'partitioned table ' || oid::regclass FROM own
    UNION ALL SELECT 'column ' || own.oid::regclass || '.' || quote_ident(a.attname)
      FROM own JOIN pg_attribute AS a ON a.attrelid = own.oid
    UNION ALL SELECT 'constraint ' || quote_ident(k.conname) || ' on ' || own.oid::regclass
      FROM own JOIN pg_constraint AS k ON k.conrelid = own.oid
    UNION ALL SELECT 'index ' || i.indexrelid::regclass
      FROM own JOIN pg_index AS i ON i.indrelid = own.oid
    UNION ALL SELECT 'trigger ' || quote_ident(t.tgname) || ' on ' || own.oid::regclass
      FROM own JOIN pg_trigger AS t ON t.tgrelid = own.oid
    UNION ALL SELECT 'sequence ' || d.objid::regclass
      FROM own JOIN pg_depend AS d ON d.refobjid = own.oid
        AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_class'::regclass
        AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    UNION ALL SELECT 'comment on ' || i.type || ' ' || i.identity
      FROM own JOIN pg_description AS d
        ON d.objoid = own.oid AND d.classoid = 'pg_class'::regclass
      CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
    """
}
