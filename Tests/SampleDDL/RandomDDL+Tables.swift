// Tables and their indexes.
extension RandomDDL {
  mutating func createTable(_ name: String) -> String {
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
    return "CREATE TABLE\(ifNotExists()) \(name) (\(parts.joined(separator: ", ")))"
  }

  mutating func createIndex() -> String {
    let key = pick([
      column(), good(), "lower(name)", "(\(column()) IS NULL)", "\(good()) DESC", "(\(good()))",
      "\(good()) NULLS FIRST) INCLUDE (\(good())", "\(good()), \(good())",
    ])
    let name = pick(["\(ifNotExists()) \(index())", " \(index())", ""])
    let filter = pick(["", "", " WHERE \(test(column()))"])
    return "CREATE\(pick(["", " UNIQUE"])) INDEX\(name) ON \(table()) (\(key))\(filter)"
  }

  mutating func drop() -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1: "DROP TABLE\(ifExists()) \(table())\(pick(["", ", \(bareTable())"]))\(cascade())"
    case 2, 3: "DROP INDEX\(ifExists()) \(pick([index(), "client_name_key", "visit_pkey"]))"
    case 4: "DROP VIEW\(ifExists()) \(pick(["v1", "v2", "client"]))\(cascade())"
    default: "DROP SEQUENCE\(ifExists()) \(pick(["seq1", "client_note_seq"]))\(cascade())"
    }
  }

  mutating func rename() -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: "ALTER TABLE\(ifExists()) \(table()) RENAME TO \(bareTable())"
    case 1, 2: "ALTER TABLE \(table()) RENAME COLUMN \(column()) TO \(column())"
    default:
      pick([
        "ALTER INDEX\(ifExists()) \(index()) RENAME TO \(index())",
        "ALTER INDEX client_pkey RENAME TO \(index())",
        "ALTER TABLE \(table()) RENAME CONSTRAINT \(constraint()) TO \(constraint())",
      ])
    }
  }

  /// Copies, and tables of the session.
  mutating func copy() -> String {
    pick([
      "CREATE TABLE\(ifNotExists()) \(bareTable()) (LIKE \(table())"
        + pick([
          "", " INCLUDING ALL",
          " INCLUDING DEFAULTS INCLUDING CONSTRAINTS", " INCLUDING INDEXES", " INCLUDING COMMENTS",
        ])
        + pick([")", ", extra integer)"]),
      "CREATE TABLE \(bareTable()) AS SELECT id, \(column()) AS c FROM \(table())",
      "CREATE TEMP TABLE \(bareTable()) (id integer PRIMARY KEY, name text)",
      "CREATE TEMP TABLE tmp AS SELECT \(good()) FROM \(table())", "DROP TABLE\(ifExists()) tmp",
      "SELECT id, name INTO made FROM \(table())",
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
