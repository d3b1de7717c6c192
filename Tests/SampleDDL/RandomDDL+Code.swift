// Views, policies, triggers and functions.
extension RandomDDL {
  static let touch =
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"

  mutating func view() -> String {
    let name = pick(["v1", "v2"])
    return pick([
      "CREATE VIEW \(name) AS SELECT id, \(column()) AS c FROM \(table())",
      "CREATE VIEW \(name) AS SELECT count(*) AS n FROM \(table()) a JOIN \(table()) b USING (id)",
      "CREATE VIEW \(name) AS SELECT a.id, b.\(column()) AS c FROM \(table()) a, \(table()) b",
      "CREATE MATERIALIZED VIEW \(name) AS SELECT name, \(good()) AS d FROM \(table())",
      "CREATE MATERIALIZED VIEW v2 AS SELECT id, name FROM v1",
      "CREATE UNIQUE INDEX\(ifNotExists()) \(index()) ON \(name) (\(pick(["id", "name", "c"])))",
      "CREATE OR REPLACE VIEW \(name) AS SELECT id, \(column()) AS c FROM \(table())",
      "CREATE OR REPLACE VIEW \(name) AS SELECT id, name AS c, amount FROM \(table())",
      "CREATE VIEW v2 AS SELECT * FROM v1 WHERE id IN (SELECT id FROM \(table()))",
      "CREATE VIEW v2 AS WITH a AS (SELECT id, \(good()) AS g FROM \(table())) SELECT a.g FROM a",
      "ALTER VIEW \(name) RENAME TO \(pick(["v1", "v2", "v3"]))",
      "REFRESH MATERIALIZED VIEW \(name)",
      "ALTER VIEW \(name) RENAME COLUMN c TO d",
      "DROP MATERIALIZED VIEW\(ifExists()) \(name)\(cascade())",
    ])
  }

  mutating func policy() -> String {
    let name = pick(["p1", "\"p2\""])
    return pick([
      "CREATE POLICY \(name) ON \(table()) USING (\(test(column())))",
      "CREATE POLICY \(name) ON \(table()) USING (EXISTS (SELECT 1 FROM \(table()) x WHERE \(test("x." + column()))))",
      "DROP POLICY\(ifExists()) \(name) ON \(table())",
      "CREATE POLICY \(name) ON \(table()) AS RESTRICTIVE FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (\(test(column())))",
      "CREATE POLICY \(name) ON \(table()) FOR INSERT WITH CHECK (id IN (SELECT x.\(column()) FROM \(table()) x))",
      "ALTER POLICY \(name) ON \(table()) \(pick(["TO CURRENT_USER", "USING (\(test(column())))", "RENAME TO p3"]))",
    ])
  }

  mutating func trigger() -> String {
    pick([
      "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
      "CREATE TRIGGER t1 BEFORE UPDATE OF \(column()) ON \(table()) FOR EACH ROW EXECUTE FUNCTION touch()",
      "CREATE TRIGGER t2 AFTER INSERT ON \(table()) FOR EACH ROW WHEN (NEW.\(column()) IS NULL) EXECUTE FUNCTION touch()",
      "CREATE OR REPLACE TRIGGER t1 AFTER DELETE OR INSERT ON \(table()) EXECUTE FUNCTION touch()",
      "ALTER TRIGGER t1 ON \(table()) RENAME TO t2", "ALTER FUNCTION touch() RENAME TO touched",
      Self.touch,
      "CREATE TRIGGER t1 BEFORE TRUNCATE ON \(table()) EXECUTE FUNCTION touch()",
      "DROP TRIGGER\(ifExists()) \(pick(["t1", "t2"])) ON \(table())",
      "DROP FUNCTION\(ifExists()) touch()\(cascade())",
    ])
  }

  mutating func function() -> String {
    let type = pick(["integer", "text", "mood", "client"])
    return pick([
      "CREATE\(pick(["", " OR REPLACE"])) FUNCTION f(a \(type)) RETURNS integer LANGUAGE sql AS $$SELECT 1$$",
      "CREATE FUNCTION f(a integer, b text DEFAULT 'x') RETURNS text LANGUAGE plpgsql AS $f$BEGIN RETURN b; END$f$",
      "DROP FUNCTION\(ifExists()) f(\(type))\(cascade())",
      "DROP FUNCTION\(ifExists()) f\(cascade())",
      "DROP FUNCTION\(ifExists()) f(integer, text)", "ALTER FUNCTION f(integer) RENAME TO g",
    ])
  }
}
