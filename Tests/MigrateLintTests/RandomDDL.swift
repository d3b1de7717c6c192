/// A generator that gives the same numbers for the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Makes sequences of DDL that are right and wrong in turn: names come from a small stock, so that
/// they meet, miss and clash.
struct RandomDDL {
  private var random: Seeded

  init(seed: UInt64) { random = Seeded(seed: seed) }

  /// A sequence of statements, each on a line of its own.
  mutating func sequence(of count: Int) -> String {
    var lines = (0..<6).map { _ in createTable() }
    while lines.count < count { lines.append(statement()) }
    return lines.map { $0 + ";\n" }.joined()
  }

  // MARK: The stock

  private mutating func pick(_ list: [String]) -> String {
    list.randomElement(using: &random) ?? ""
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func table() -> String {
    pick([
      "client", "client", "client", "facility", "facility", "\"userRole\"", "\"userRole\"",
      "userRole", "visit", "s1.visit", "public.client",
    ])
  }
  private mutating func bareTable() -> String {
    pick(["client", "facility", "\"userRole\"", "visit"])
  }
  private mutating func column() -> String {
    pick([
      "id", "id", "\"birthDate\"", "birthDate", "name", "name", "\"tenantId\"", "amount", "amount",
      "note",
    ])
  }
  private mutating func good() -> String {
    pick(["id", "name", "amount", "note", "\"birthDate\""])
  }
  private mutating func constraint() -> String {
    pick(["ck_a", "ck_b", "\"UQ_b\"", "fk_c", "client_pkey", "client_name_key", "facility_pkey"])
  }
  private mutating func index() -> String { pick(["ix_a", "\"IX_b\"", "ix_c", "client_name_idx"]) }
  private mutating func type() -> String {
    pick(["text", "integer", "bigint", "varchar(20)", "uuid", "mood", "\"Kind\"", "boolean"])
  }
  private mutating func scalar() -> String { pick(["integer", "bigint"]) }
  private mutating func cascade() -> String { pick(["", "", " CASCADE", " RESTRICT"]) }
  private mutating func ifExists() -> String { pick(["", "", " IF EXISTS"]) }
  private mutating func ifNotExists() -> String { pick(["", "", " IF NOT EXISTS"]) }
  private mutating func test(_ column: String) -> String { "\(column) IS NOT NULL" }

  // MARK: Statements

  private mutating func statement() -> String {
    switch Int.random(in: 0..<30, using: &random) {
    case 0..<4: createTable()
    case 4..<12: alter()
    case 12..<15: createIndex()
    case 15..<18: drop()
    case 18..<20: rename()
    case 20, 21: view()
    case 22: policy()
    case 23: trigger()
    case 24, 25: types()
    case 26: sequences()
    case 27: pick(["CREATE SCHEMA\(ifNotExists()) s1", "DROP SCHEMA\(ifExists()) s1\(cascade())"])
    case 28: query()
    default: "COMMENT ON COLUMN \(table()).\(column()) IS 'x'"
    }
  }

  private mutating func createTable() -> String {
    var parts: [String] = []
    parts.append(
      "id \(scalar())" + pick(["", " PRIMARY KEY", " PRIMARY KEY", " UNIQUE", " NOT NULL"])
    )
    parts.append("name text" + pick(["", " UNIQUE", " CHECK (name <> '')", " NOT NULL"]))
    if chance(70) { parts.append("amount \(scalar())" + pick(["", " DEFAULT 0", " NOT NULL"])) }
    if chance(60) { parts.append("\"birthDate\" date") }
    if chance(40) {
      parts.append("\"tenantId\" \(scalar()) REFERENCES \(table())" + pick(["", " (id)"]))
    }
    if chance(20) { parts.append("\(column()) \(type())") }
    if chance(20) { parts.append("note serial") }
    if chance(15) { parts.append("twice integer GENERATED ALWAYS AS (amount * 2) STORED") }
    if chance(15) { parts.append("UNIQUE (\(column()), \(good()))".replacingTwice()) }
    if chance(15) { parts.append("CONSTRAINT \(constraint()) UNIQUE (\(column()))") }
    if chance(20) { parts.append("CONSTRAINT \(constraint()) CHECK (\(test(column())))") }
    if chance(10) { parts.append("CHECK (amount > 0 AND \(test(column())))") }
    return "CREATE TABLE\(ifNotExists()) \(table()) (\(parts.joined(separator: ", ")))"
  }

  private mutating func alter() -> String {
    var commands = [command()]
    if chance(25) { commands.append(command()) }
    return "ALTER TABLE\(ifExists()) \(table()) \(commands.joined(separator: ", "))"
  }

  private mutating func command() -> String {
    switch Int.random(in: 0..<13, using: &random) {
    case 0, 1:
      "ADD COLUMN\(ifNotExists()) \(column()) \(type())" + pick(["", "", " UNIQUE", " NOT NULL"])
    case 2, 3: "DROP COLUMN\(ifExists()) \(column())\(cascade())"
    case 4: "ADD CONSTRAINT \(constraint()) CHECK (\(test(column())))"
    case 5: "ADD CONSTRAINT \(constraint()) UNIQUE (\(column()))"
    case 6:
      "ADD" + pick(["", " CONSTRAINT \(constraint())"])
        + " FOREIGN KEY (\(pick(["id", "amount", "\"tenantId\""]))) REFERENCES \(table())"
        + pick(["", " (id)", " (name)", " (\(column()))"])
    case 7, 8: "DROP CONSTRAINT\(ifExists()) \(constraint())\(cascade())"
    case 9: "ALTER COLUMN \(column()) " + pick(["SET NOT NULL", "DROP NOT NULL"])
    case 10: "ALTER COLUMN \(pick(["id", "amount", "\"tenantId\""])) TYPE bigint"
    case 11: "ADD PRIMARY KEY (\(column()))"
    default: pick(["ENABLE ROW LEVEL SECURITY", "VALIDATE CONSTRAINT \(constraint())"])
    }
  }

  private mutating func createIndex() -> String {
    let key = pick([column(), good(), "lower(name)", "(\(column()) IS NULL)"])
    let name = pick(["\(ifNotExists()) \(index())", " \(index())", ""])
    let filter = pick(["", "", " WHERE \(test(column()))"])
    return "CREATE\(pick(["", " UNIQUE"])) INDEX\(name) ON \(table()) (\(key))\(filter)"
  }

  private mutating func drop() -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1: "DROP TABLE\(ifExists()) \(table())\(pick(["", ", \(bareTable())"]))\(cascade())"
    case 2, 3: "DROP INDEX\(ifExists()) \(pick([index(), "client_name_key", "visit_pkey"]))"
    case 4: "DROP VIEW\(ifExists()) \(pick(["v1", "v2", "client"]))\(cascade())"
    default: "DROP SEQUENCE\(ifExists()) \(pick(["seq1", "client_note_seq"]))\(cascade())"
    }
  }

  private mutating func rename() -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: "ALTER TABLE\(ifExists()) \(table()) RENAME TO \(bareTable())"
    case 1, 2: "ALTER TABLE \(table()) RENAME COLUMN \(column()) TO \(column())"
    default:
      pick([
        "ALTER INDEX \(index()) RENAME TO \(index())",
        "ALTER TABLE \(table()) RENAME CONSTRAINT \(constraint()) TO \(constraint())",
      ])
    }
  }

  private mutating func view() -> String {
    let name = pick(["v1", "v2"])
    return pick([
      "CREATE VIEW \(name) AS SELECT id, \(column()) AS c FROM \(table())",
      "CREATE VIEW \(name) AS SELECT count(*) AS n FROM \(table()) a JOIN \(table()) b USING (id)",
      "CREATE VIEW \(name) AS SELECT a.id, b.\(column()) AS c FROM \(table()) a, \(table()) b",
      "CREATE MATERIALIZED VIEW \(name) AS SELECT name, \(good()) AS d FROM \(table())",
    ])
  }

  private mutating func policy() -> String {
    let name = pick(["p1", "\"p2\""])
    return pick([
      "CREATE POLICY \(name) ON \(table()) USING (\(test(column())))",
      "CREATE POLICY \(name) ON \(table()) USING (EXISTS (SELECT 1 FROM \(table()) x WHERE \(test("x." + column()))))",
      "DROP POLICY\(ifExists()) \(name) ON \(table())",
    ])
  }

  private mutating func trigger() -> String {
    pick([
      "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
      "CREATE TRIGGER t1 BEFORE UPDATE OF \(column()) ON \(table()) FOR EACH ROW EXECUTE FUNCTION touch()",
      "CREATE TRIGGER t2 AFTER INSERT ON \(table()) FOR EACH ROW WHEN (NEW.\(column()) IS NULL) EXECUTE FUNCTION touch()",
      "DROP TRIGGER\(ifExists()) \(pick(["t1", "t2"])) ON \(table())",
      "DROP FUNCTION\(ifExists()) touch()\(cascade())",
    ])
  }

  private mutating func types() -> String {
    pick([
      "CREATE TYPE mood AS ENUM ('good', 'bad')", "CREATE TYPE \"Kind\" AS ENUM ('a')",
      "DROP TYPE\(ifExists()) \(pick(["mood", "\"Kind\"", "client"]))",
      "ALTER TYPE mood ADD VALUE\(ifNotExists()) \(pick(["'good'", "'fair'"]))",
      "CREATE DOMAIN mood AS text",
    ])
  }

  private mutating func sequences() -> String {
    pick([
      "CREATE SEQUENCE\(ifNotExists()) seq1", "ALTER SEQUENCE seq1 OWNED BY client.id",
      "ALTER TABLE \(table()) ALTER COLUMN amount SET DEFAULT nextval('seq1')",
    ])
  }

  private mutating func query() -> String {
    pick([
      "UPDATE \(table()) SET \(column()) = NULL WHERE \(test(column()))",
      "DELETE FROM \(table()) WHERE \(test(column()))",
      "SELECT \(column()) FROM \(table()) WHERE \(test(column())) ORDER BY 1",
      "TRUNCATE \(table()) CASCADE",
    ])
  }
}

extension String {
  /// `UNIQUE (a, a)` is another mistake than those that are looked for.
  fileprivate func replacingTwice() -> String {
    let names = drop { $0 != "(" }.dropFirst().dropLast().split(separator: ",")
      .map { $0.filter { $0 != " " } }
    return names.count == 2 && names[0] == names[1] ? "UNIQUE (\(names[0]))" : self
  }
}
