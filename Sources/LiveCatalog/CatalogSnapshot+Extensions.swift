import Postgres

// What came with an extension, by the names that the other queries give: changed by its updates, and no
// work of anybody's in this database.
extension CatalogSnapshot {
  static let extensionMembers: SQL = """
    WITH member AS MATERIALIZED (
      SELECT d.classid, d.objid FROM pg_depend d
      WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass),
    relation AS MATERIALIZED (
      SELECT c.oid, c.relkind FROM pg_class c JOIN member m ON m.objid = c.oid
      WHERE m.classid = 'pg_class'::regclass),
    identity AS MATERIALIZED (
      SELECT m.classid, m.objid, i.type || ' ' || i.identity AS name
      FROM member m CROSS JOIN LATERAL pg_identify_object(m.classid, m.objid, 0) AS i)
    SELECT name FROM identity
    UNION ALL
    SELECT 'function ' || objid::regprocedure FROM member WHERE classid = 'pg_proc'::regclass
    UNION ALL
    SELECT 'type ' || objid::regtype FROM member WHERE classid = 'pg_type'::regclass
    UNION ALL
    SELECT \(relationWord) || ' ' || c.oid::regclass FROM relation c
    UNION ALL
    SELECT 'column ' || c.oid::regclass || '.' || quote_ident(a.attname)
    FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid
    UNION ALL
    SELECT 'constraint ' || quote_ident(k.conname) || ' on ' || c.oid::regclass
    FROM relation c JOIN pg_constraint k ON k.conrelid = c.oid
    UNION ALL
    SELECT 'constraint ' || quote_ident(k.conname) || ' on type ' || k.contypid::regtype
    FROM member m JOIN pg_constraint k ON k.contypid = m.objid
    WHERE m.classid = 'pg_type'::regclass
    UNION ALL
    SELECT 'index ' || i.indexrelid::regclass FROM relation c JOIN pg_index i ON i.indrelid = c.oid
    UNION ALL
    SELECT 'trigger ' || quote_ident(t.tgname) || ' on ' || c.oid::regclass
    FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid
    UNION ALL
    SELECT 'comment on ' || i.type || ' ' || i.identity
    FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
    WHERE d.classoid = 'pg_extension'::regclass
      OR EXISTS (SELECT FROM member m WHERE m.classid = d.classoid AND m.objid = d.objoid)
    """

  /// The objects that no extension brought along. The extensions themselves stay.
  public var withoutExtensionMembers: CatalogSnapshot {
    keeping { !$0.isOfExtension }
  }
}
