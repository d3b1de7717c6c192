// Expressions whose types fit, and some whose types do not.
extension RandomDDL {
  mutating func typed() -> String {
    let name = table()
    return pick([
      "ALTER TABLE \(name) ALTER COLUMN \(column()) SET DEFAULT \(value())",
      "ALTER TABLE \(name) ADD COLUMN extra \(valueType()) DEFAULT \(value())",
      "ALTER TABLE \(name) ALTER COLUMN \(column()) TYPE \(valueType())",
      "ALTER TABLE \(name) ALTER COLUMN \(column()) TYPE \(valueType()) USING \(value())",
      "ALTER TABLE \(name) ADD CHECK (\(condition()))",
      "ALTER TABLE \(name) ADD COLUMN extra \(valueType()) GENERATED ALWAYS AS (\(value())) STORED",
      "CREATE INDEX ON \(name) ((\(value())))",
      "CREATE\(pick(["", " UNIQUE"])) INDEX ON \(name)\(pick(["", " USING gin", " USING gist", " USING hash"])) (\(column()))",
      "CREATE INDEX ON \(name) (id) WHERE \(condition())",
      "CREATE POLICY p1 ON \(name) USING (\(condition()))",
      "CREATE TRIGGER t2 AFTER UPDATE ON \(name) FOR EACH ROW WHEN (NEW.\(column()) = OLD.\(column())) EXECUTE FUNCTION touch()",
      "SELECT \(value()), \(value()) FROM \(name) WHERE \(condition())",
      "SELECT \(value()) FROM \(name) UNION SELECT \(value()) FROM \(table())",
      "SELECT DISTINCT \(value()) AS c FROM \(name) ORDER BY c",
      "SELECT id FROM \(name) WHERE \(column()) IN (SELECT \(value()) FROM \(table()))",
      "INSERT INTO \(name) (id, \(column())) SELECT 1, \(value()) FROM \(table()) WHERE false",
      "INSERT INTO \(name) (id, name) SELECT id\(pick(["", ", name", ", name, 1"])) FROM \(table())",
      "UPDATE \(name) SET \(column()) = \(value()) WHERE \(condition())",
      "CREATE VIEW v1 AS SELECT id, \(value()) AS c FROM \(name)",
      "CREATE OR REPLACE VIEW v1 AS SELECT id, \(value()) AS c FROM \(name)",
      "CREATE TABLE made AS SELECT \(value()) AS name, \(value()) AS id FROM \(name)",
      "CREATE TABLE visit (id \(valueType()) DEFAULT \(value()), name \(valueType()) CHECK (name <> \(literal())))",
      "CREATE DOMAIN short AS \(valueType()) DEFAULT \(literal()) CHECK (VALUE \(compare()) \(literal()))",
      "CREATE FUNCTION f(a \(valueType())) RETURNS \(valueType()) LANGUAGE sql AS $$SELECT \(pick(["$1", "a", literal()]))$$",
      "CREATE OR REPLACE FUNCTION f(\(pick(["a", "b"])) integer) RETURNS \(valueType()) LANGUAGE sql AS $$SELECT NULL$$",
      "SELECT f(\(value())) FROM \(name)",
    ])
  }

  private mutating func valueType() -> String {
    pick([
      "text", "integer", "bigint", "varchar(20)", "uuid", "mood", "boolean", "json", "jsonb",
      "date", "timestamptz", "timestamp", "numeric", "integer[]", "text[]", "short", "interval",
    ])
  }

  private mutating func literal() -> String {
    pick([
      "1", "1.5", "'1'", "'abc'", "'good'", "'2024-01-01'", "'{}'", "true", "NULL", "now()", "''",
    ])
  }

  private mutating func compare() -> String { pick(["=", "<>", "<", ">="]) }

  private mutating func value() -> String {
    let (one, other) = (pick([column(), literal()]), pick([column(), literal()]))
    return pick([
      one, one, other, "\(one) \(pick(["+", "-", "||", "->", "%"])) \(other)",
      "coalesce(\(one), \(other))",
      "\(one)::\(pick(["text", "integer", "date", "jsonb", "boolean", "numeric", "uuid"]))",
      "lower(\(one))", "length(\(one))", "date_trunc('day', \(one))",
      "CASE WHEN \(condition()) THEN \(one) ELSE \(other) END", "nullif(\(one), \(other))",
      "abs(\(one))", "greatest(\(one), \(other))", "ARRAY[\(one), \(other)]",
    ])
  }

  private mutating func condition() -> String {
    let (one, other) = (pick([column(), literal()]), pick([column(), literal()]))
    return pick([
      "\(one) \(compare()) \(other)", "\(one) \(compare()) \(other)", "\(one) IN (\(other), 1)",
      "\(one) IS NOT NULL AND \(other) = \(one)", "\(one) LIKE 'a%'", one, "NOT \(one)",
      "\(one) BETWEEN \(other) AND \(other)", "\(one) = ANY (\(other))",
      "\(one) IS DISTINCT FROM \(other)",
    ])
  }
}
