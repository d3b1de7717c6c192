// Inheritance and partitions.
extension RandomDDL {
  /// Tables to begin with: a parent with children, or a partitioned table with partitions.
  mutating func family() -> [String] {
    guard chance(50) else { return partitions() }
    members = ["animal", "animal", "dog", "puppy", "cat"]
    let check = pick(["", " NOT NULL", " CHECK (name <> '')"])
    return [
      "CREATE TABLE animal (id integer, name text\(check), amount bigint)",
      "CREATE TABLE dog (breed text\(pick(["", ", name text"]))) INHERITS (animal)",
      "CREATE TABLE puppy () INHERITS (dog)",
      "CREATE TABLE cat (id integer, name text NOT NULL, amount bigint)",
    ]
  }

  private mutating func partitions() -> [String] {
    members = ["event", "event", "event", "event_1", "event_2"]
    let isRange = chance(70)
    let key = pick(["", ", PRIMARY KEY (id)", ", UNIQUE (id, name)"])
    return [
      "CREATE TABLE event (id integer NOT NULL, name text, amount bigint\(key)) "
        + "PARTITION BY \(isRange ? "RANGE" : "LIST") (id)",
      "CREATE TABLE event_1 PARTITION OF event FOR VALUES "
        + (isRange ? "FROM (1) TO (10)" : "IN (1, 2)"),
      "CREATE TABLE event_2 (id integer NOT NULL, name text, amount bigint)",
    ]
  }

  private mutating func member() -> String {
    pick(members.isEmpty ? ["animal", "event", "event_1"] : members)
  }

  private mutating func field() -> String {
    pick(["id", "name", "name", "amount", "amount", members.contains("dog") ? "breed" : "note"])
  }

  /// A change of one of the tables of a family.
  mutating func children() -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<5: "ALTER TABLE\(pick(["", "", "", " ONLY"])) \(member()) \(change())"
    case 5: "CREATE\(pick(["", " UNIQUE"])) INDEX ON \(member()) (\(field()))"
    case 6: "CREATE INDEX ix_e ON \(member()) (lower(name), \(field()))"
    case 7: partition()
    case 8: "DROP TABLE\(ifExists()) \(member())\(cascade())"
    case 9:
      pick([
        "ALTER TABLE \(member()) RENAME COLUMN \(field()) TO \(field())",
        "ALTER TABLE \(member()) RENAME TO \(member())",
        "ALTER TABLE \(member()) RENAME CONSTRAINT ck_a TO ck_b", "DROP INDEX\(ifExists()) ix_e",
        "DROP INDEX event_1_name_idx",
      ])
    case 10:
      pick([
        "CREATE TRIGGER t1 BEFORE UPDATE OF \(field()) ON \(member()) FOR EACH ROW EXECUTE FUNCTION touch()",
        "DROP TRIGGER\(ifExists()) t1 ON \(member())",
      ])
    default:
      pick([
        "CREATE VIEW v1 AS SELECT id, \(field()) AS c FROM \(member())",
        "CREATE TABLE \(pick(["dog", "puppy"])) (extra integer) INHERITS (\(pick(["animal", "cat", "animal, cat"])))",
        "CREATE TABLE visit (id integer REFERENCES \(member()))",
      ])
    }
  }

  private mutating func change() -> String {
    pick([
      "ADD COLUMN\(ifNotExists()) \(field()) \(pick(["text", "integer", "text NOT NULL", "integer DEFAULT 1"]))",
      "DROP COLUMN\(ifExists()) \(field())\(cascade())", "ALTER COLUMN \(field()) SET NOT NULL",
      "ALTER COLUMN \(field()) DROP NOT NULL", "ALTER COLUMN \(field()) SET DEFAULT NULL",
      "ALTER COLUMN id TYPE bigint", "ADD CONSTRAINT ck_a CHECK (\(field()) IS NOT NULL)",
      "ADD CONSTRAINT ck_b CHECK (id > 0)\(pick(["", " NO INHERIT", " NOT VALID"]))",
      "DROP CONSTRAINT\(ifExists()) \(pick(["ck_a", "ck_b", "event_pkey", "animal_name_check"]))",
      "VALIDATE CONSTRAINT ck_b", "ADD UNIQUE (id)", "ADD PRIMARY KEY (id)",
      "ADD FOREIGN KEY (id) REFERENCES \(pick(["client", "facility", "animal", "event"]))",
      "ENABLE ROW LEVEL SECURITY",
    ])
  }

  private mutating func partition() -> String {
    pick([
      "CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM (10) TO (20)",
      "CREATE TABLE event_2 PARTITION OF event DEFAULT",
      "ALTER TABLE event ATTACH PARTITION event_2 FOR VALUES FROM (20) TO (30)",
      "ALTER TABLE event ATTACH PARTITION event_2 DEFAULT",
      "ALTER TABLE event DETACH PARTITION \(pick(["event_1", "event_2"]))",
      "ALTER TABLE \(pick(["cat", "puppy"])) INHERIT \(pick(["animal", "dog"]))",
      "ALTER TABLE \(pick(["cat", "dog", "puppy"])) NO INHERIT \(pick(["animal", "dog"]))",
    ])
  }
}
