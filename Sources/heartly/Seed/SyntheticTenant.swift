import Postgres

/// An organisation that chance makes: the same for the same number and seed.
struct SyntheticTenant {
  private var chance: Chance
  private let number: Int
  private let seed: UInt64
  private let id: String
  private var facilities: [String] = []

  init(number: Int, seed: UInt64) {
    self.number = number
    self.seed = seed
    chance = Chance(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(number) &* 0xD1B5_4A32_D192_ED03)
    id = chance.uuid()
  }

  /// Writes it into the open transaction. COPY does not go past row-level security, so that rows come
  /// by way of temporary tables, under the policies of the operator.
  mutating func write(
    to connection: Connection,
    clients: Int,
    progress: (Int) -> Void
  ) async throws {
    try await connection.execute(
      """
      CREATE TEMPORARY TABLE seed_facility (id uuid, name text, address text, city text, zip text)
        ON COMMIT DROP
      """
    )
    try await connection.execute(
      """
      CREATE TEMPORARY TABLE seed_user (id uuid, first text, last text, username text, role text,
        facility uuid) ON COMMIT DROP
      """
    )
    try await connection.execute(
      """
      CREATE TEMPORARY TABLE seed_client (id uuid, first text, last text, born date, uci text,
        facility uuid, phone text, status text) ON COMMIT DROP
      """
    )
    try await connection.execute(
      "GRANT SELECT, DELETE ON seed_facility, seed_user, seed_client TO heartly_owner"
    )
    try await owner(connection) { try await $0.execute("SELECT heartly.begin_operation()") }
    let houses = max(2, min(40, clients / 25))
    let names = SyntheticNames.houses.shuffled(using: &chance)
    try await copy(to: connection, "COPY seed_facility FROM STDIN", count: houses) { seed, index in
      let id = seed.chance.uuid()
      seed.facilities.append(id)
      // A name is of one facility only: the second Oak House is another one.
      let (round, place) = index.quotientAndRemainder(dividingBy: names.count)
      return [
        id, "\(names[place]) House" + (round == 0 ? "" : " \(round + 1)"),
        "\(seed.chance.number(1...9999)) \(SyntheticNames.streets.one(&seed.chance))",
        SyntheticNames.cities.one(&seed.chance), "9\(seed.chance.number(1000...5999))",
      ]
    }
    try await copy(to: connection, "COPY seed_user FROM STDIN", count: 2 + houses * 4) {
      seed,
      index in
      let name = SyntheticNames.person(&seed.chance)
      let role = index < 2 ? "OWNER" : index % 4 == 2 ? "ADMIN" : "STAFF"
      let facility = index < 2 ? "\\N" : seed.facilities[index % seed.facilities.count]
      return [seed.chance.uuid(), name.first, name.last, "user\(index)", role, facility]
    }
    try await owner(connection) { connection in
      try await connection.execute(
        "INSERT INTO tenant (id, name) VALUES (\(id)::text::uuid, \(name)::text)"
      )
      try await connection.execute(
        """
        INSERT INTO facility ("tenantId", id, name, address, city, state, zip)
        SELECT \(id)::text::uuid, id, name, address, city, 'CA', zip FROM seed_facility
        """
      )
      try await connection.execute(
        """
        INSERT INTO "user" ("tenantId", id, "firstName", "lastName", username, role, status)
        SELECT \(id)::text::uuid, id, first, last, username, role, 'ACTIVE' FROM seed_user
        """
      )
      try await connection.execute(
        """
        INSERT INTO facility_staff ("tenantId", "facilityId", "userId")
        SELECT \(id)::text::uuid, facility, id FROM seed_user WHERE facility IS NOT NULL
        """
      )
    }
    var written = 0
    while written < clients {
      let batch = min(10_000, clients - written)
      try await copy(to: connection, "COPY seed_client FROM STDIN", count: batch) {
        [written] seed, index in
        seed.client(number: written + index)
      }
      try await owner(connection) { connection in
        try await connection.execute(
          """
          INSERT INTO client ("tenantId", id, "firstName", "lastName", "birthDate", uci,
            "facilityId", phone, status)
          SELECT \(id)::text::uuid, id, first, last, born, uci, facility, phone, status
          FROM seed_client
          """
        )
        try await connection.execute("DELETE FROM seed_client")
      }
      written += batch
      progress(written)
    }
  }

  private var name: String {
    "\(SyntheticNames.organisations[number % SyntheticNames.organisations.count]) \(seed).\(number + 1)"
  }

  private mutating func client(number: Int) -> [String] {
    let name = SyntheticNames.person(&chance)
    let year = 2006 - chance.number(0...90)
    let month = chance.number(1...12)
    let day = chance.number(1...28)
    let status = ["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "INACTIVE", "DISCHARGED", "ON_HOLD"]
    return [
      chance.uuid(), name.first, name.last, "\(year)-\(month)-\(day)",
      "U" + String(10_000_000 + number), facilities.one(&chance),
      chance.number(0...3) == 0 ? "\\N" : "+1530555\(chance.number(1000...9999))",
      status.one(&chance),
    ]
  }

  /// Rows in COPY's text format. What is written here holds neither tabs nor backslashes but `\N`.
  private mutating func copy(
    to connection: Connection,
    _ statement: SQL,
    count: Int,
    _ row: (inout SyntheticTenant, Int) -> [String]
  ) async throws {
    var bytes: [UInt8] = []
    for index in 0..<count {
      bytes += (row(&self, index).joined(separator: "\t") + "\n").utf8
    }
    try await connection.copyIn(statement) { writer in try await writer.write(bytes) }
  }

  private func owner(
    _ connection: Connection,
    _ body: (Connection) async throws -> Void
  ) async throws {
    try await connection.execute("SET LOCAL ROLE heartly_owner")
    try await body(connection)
    try await connection.execute("RESET ROLE")
  }
}

/// The same choices on every machine.
struct Chance: RandomNumberGenerator {
  private var numbers: SplitMix64

  init(seed: UInt64) { numbers = SplitMix64(seed: seed) }

  mutating func next() -> UInt64 { numbers.next() }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// Of version 8 (RFC 9562, section 5.8).
  mutating func uuid() -> String {
    let high = String(next() & 0xFFFF_FFFF_FFFF_0FFF | 0x8000, radix: 16)
    let low = String(next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000, radix: 16)
    let digits = String(repeating: "0", count: 16 - high.count) + high + low
    let groups = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
    return groups.map { from, to in String(digits.dropFirst(from).prefix(to - from)) }
      .joined(separator: "-")
  }
}

extension [String] {
  func one(_ chance: inout Chance) -> String { self[chance.number(0...count - 1)] }
}
