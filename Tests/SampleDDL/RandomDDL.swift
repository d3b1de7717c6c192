/// A generator that gives the same numbers for the same seed (SplitMix64).
public struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  /// Begins the row of numbers that belongs to the seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Makes sequences of DDL that are right and wrong in turn: names come from a small stock, so that
/// they meet, miss and clash.
public struct RandomDDL {
  var random: Seeded
  /// The tables that inherit or are partitioned, and their columns, in this sequence.
  var members: [String] = []

  /// Makes the same sequences for the same seed.
  public init(seed: UInt64) { random = Seeded(seed: seed) }

  /// A sequence of statements, each on a line of its own.
  public mutating func sequence(of count: Int) -> String {
    var lines = ["client", "facility", "\"userRole\"", "visit"].map { createTable($0) }
    if chance(30) { lines.append(createTable(table())) }
    if chance(60) { lines += family() }
    if chance(60) { lines.append(Self.touch) }
    if chance(50) { lines += ["CREATE SCHEMA s1", "CREATE TYPE mood AS ENUM ('good', 'bad')"] }
    while lines.count < count { lines.append(statement()) }
    return lines.map { $0 + ";\n" }.joined()
  }

  // MARK: The stock

  mutating func pick(_ list: [String]) -> String {
    list.randomElement(using: &random) ?? ""
  }

  mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  mutating func table() -> String {
    pick([
      "client", "client", "client", "facility", "facility", "facility", "\"userRole\"",
      "\"userRole\"", "userRole", "visit", "visit", "s1.visit", "public.client",
    ])
  }
  mutating func bareTable() -> String {
    pick(["client", "facility", "\"userRole\"", "visit"])
  }
  mutating func column() -> String {
    pick([
      "id", "id", "id", "\"birthDate\"", "birthDate", "name", "name", "name", "\"tenantId\"",
      "amount",
      "amount", "amount", "note",
    ])
  }
  mutating func good() -> String {
    pick(["id", "name", "amount", "note", "\"birthDate\""])
  }
  mutating func constraint() -> String {
    pick([
      "ck_a", "ck_b", "\"UQ_b\"", "fk_c", "client_pkey", "client_name_key", "facility_pkey",
      "client_id_fkey",
    ])
  }
  mutating func index() -> String { pick(["ix_a", "\"IX_b\"", "ix_c", "client_name_idx"]) }
  mutating func type() -> String {
    pick(["text", "integer", "bigint", "varchar(20)", "uuid", "mood", "\"Kind\"", "boolean"])
  }
  mutating func scalar() -> String { pick(["integer", "bigint"]) }
  mutating func cascade() -> String { pick(["", "", " CASCADE", " RESTRICT"]) }
  mutating func ifExists() -> String { pick(["", "", " IF EXISTS"]) }
  mutating func ifNotExists() -> String { pick(["", "", " IF NOT EXISTS"]) }
  mutating func test(_ column: String) -> String { "\(column) IS NOT NULL" }

  // MARK: Statements

  private mutating func statement() -> String {
    switch Int.random(in: 0..<52, using: &random) {
    case 0..<2: createTable(table())
    case 3..<13: alter()
    case 13..<16: createIndex()
    case 16..<19: drop()
    case 19..<22: rename()
    case 22, 23: view()
    case 24, 25: policy()
    case 26, 27: trigger()
    case 28: function()
    case 29..<32: types()
    case 32: sequences()
    case 33: schemas()
    case 34..<36: query()
    case 36: comment()
    case 37: rights()
    case 38: copy()
    case 39: statistics()
    case 40..<48: typed()
    default: chance(members.isEmpty ? 10 : 100) ? children() : alter()
    }
  }
}
