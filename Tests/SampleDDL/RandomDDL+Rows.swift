// Queries, changes of rows, and what else runs on tables.
extension RandomDDL {
  mutating func query() -> String {
    pick([
      "UPDATE \(table()) SET \(column()) = NULL WHERE \(test(column()))",
      "DELETE FROM \(table()) WHERE \(test(column()))",
      "SELECT \(column()) FROM \(table()) WHERE \(test(column())) ORDER BY 1",
      "TRUNCATE \(table()) CASCADE",
      "INSERT INTO \(table()) (id, name) SELECT id, name FROM \(table()) WHERE false ON CONFLICT DO NOTHING",
      "INSERT INTO \(table()) AS t (id, \(column())) SELECT NULL, NULL WHERE false ON CONFLICT DO NOTHING RETURNING t.\(column())",
      "UPDATE \(table()) t SET name = b.name FROM \(table()) b WHERE b.id = t.\(pick(["id", "amount"]))",
      "WITH a AS (SELECT id, \(column()) AS c FROM \(table())), b AS (SELECT c FROM a) SELECT a.c FROM a, b",
      "WITH gone AS (DELETE FROM \(table()) WHERE false RETURNING \(column())) SELECT count(*) FROM gone",
      "SELECT a.name, b.\(column()) FROM \(table()) a LEFT JOIN \(table()) b ON a.id = b.id",
    ])
  }
  mutating func rights() -> String {
    pick([
      "GRANT SELECT ON \(table()) TO PUBLIC", "REVOKE ALL ON \(table()) FROM PUBLIC",
      "GRANT SELECT (\(column())) ON \(table()) TO PUBLIC",
      "GRANT USAGE ON SCHEMA \(pick(["s1", "public"])) TO PUBLIC",
      "GRANT EXECUTE ON FUNCTION f(integer) TO PUBLIC", "GRANT USAGE ON SEQUENCE seq1 TO PUBLIC",
      "GRANT USAGE ON TYPE mood TO PUBLIC",
      "GRANT ALL ON ALL TABLES IN SCHEMA \(pick(["s1", "public"])) TO PUBLIC",
    ])
  }

  mutating func statistics() -> String {
    pick([
      "CREATE STATISTICS\(ifNotExists()) st1 ON id, \(column()) FROM \(table())",
      "CREATE STATISTICS\(ifNotExists()) st1 ON id, name FROM \(table())",
      "DROP STATISTICS\(ifExists()) st1",
    ])
  }

  mutating func comment() -> String {
    let text = pick(["'x'", "'y'", "NULL"])
    return pick([
      "COMMENT ON COLUMN \(table()).\(column()) IS \(text)",
      "COMMENT ON TABLE \(table()) IS \(text)",
      "COMMENT ON VIEW \(pick(["v1", "v2", "client"])) IS \(text)",
      "COMMENT ON INDEX \(index()) IS \(text)",
      "COMMENT ON CONSTRAINT \(constraint()) ON \(table()) IS \(text)",
      "COMMENT ON TRIGGER t1 ON \(table()) IS \(text)",
      "COMMENT ON POLICY p1 ON \(table()) IS \(text)",
      "COMMENT ON SCHEMA s1 IS \(text)", "COMMENT ON TYPE mood IS \(text)",
      "COMMENT ON FUNCTION f(integer) IS \(text)", "COMMENT ON SEQUENCE seq1 IS \(text)",
    ])
  }
}
