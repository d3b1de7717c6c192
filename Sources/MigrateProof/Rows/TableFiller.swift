import Postgres

/// Gives every table of a database rows, so that a migration that fails only on filled tables fails.
///
/// Rows are added, never taken away: those that migrations have made themselves may be needed. A table
/// gets new ones where it has too few, and where its columns or constraints have changed.
struct TableFiller {
  /// How many rows each table is to have at least.
  let rows: Int
  let connection: Connection
  /// What the last attempt at each table found and came to, by its `oid`.
  private var attempts: [Int64: Attempt] = [:]
  private var serial = 0

  /// How many rows are proposed at once.
  private static let largestStatement = 4000

  private struct Attempt {
    /// What the table and its parents were like: another attempt would come to the same.
    var circumstances: String
    var rows: Int
    var reason: String?
  }

  init(rows: Int, connection: Connection) {
    self.rows = rows
    self.connection = connection
  }

  /// Fills what needs it. Constraints hold afterwards, whatever way the rows came in.
  mutating func fill() async throws -> FilledTables {
    let shapes = try await TableShape.all(of: connection)
    var counts: [Int64: Int] = [:]
    for shape in shapes { counts[shape.oid] = try await count(shape) }
    try await fillEach(shapes, &counts)
    let circles = Circle.all(in: shapes, without: counts)
    for circle in circles {
      serial += 100_003
      try await circle.fill(rows, serial: serial, on: connection)
      for shape in circle.members { counts[shape.oid] = try await count(shape) }
    }
    // Others may have waited for their rows.
    if !circles.isEmpty { try await fillEach(shapes, &counts) }
    return FilledTables(
      filled: shapes.compactMap { shape in
        let rows = counts[shape.oid] ?? 0
        return rows > 0 ? FilledTables.Table(name: shape.name, rows: rows) : nil
      },
      unfilled: shapes.filter { counts[$0.oid] ?? 0 == 0 }.map { shape in
        FilledTables.Unfilled(
          name: shape.name,
          reason: attempts[shape.oid]?.reason ?? "no row was made"
        )
      }
    )
  }

  /// Fills the tables one by one, unless the last attempt found the same.
  private mutating func fillEach(
    _ shapes: [TableShape],
    _ counts: inout [Int64: Int]
  ) async throws {
    for shape in Self.ordered(shapes) {
      let before = counts[shape.oid] ?? 0
      let parents = shape.foreignKeys.map { counts[$0.parent] ?? 0 > 0 }
      let circumstances = "\(shape.signature) \(parents)"
      if let last = attempts[shape.oid], last.circumstances == circumstances, last.rows <= before {
        continue
      }
      let reason = try await fill(shape, max(rows - before, rows / 2, 1))
      let now = try await count(shape)
      counts[shape.oid] = now
      attempts[shape.oid] = Attempt(circumstances: circumstances, rows: now, reason: reason)
    }
  }

  /// Parents before those that cannot be without them, as far as that goes.
  private static func ordered(_ shapes: [TableShape]) -> [TableShape] {
    var rest = shapes
    var ordered: [TableShape] = []
    var done: Set<Int64> = []
    /// First with all parents there, then with those that are needed, then whatever is left.
    let isReady: [(TableShape) -> Bool] = [
      { $0.foreignKeys.allSatisfy { key in done.contains(key.parent) } },
      { shape in
        shape.foreignKeys.allSatisfy { key in
          done.contains(key.parent) || key.parent == shape.oid || !shape.isMandatory(key)
        }
      },
      { _ in true },
    ]
    while !rest.isEmpty {
      guard let place = isReady.lazy.compactMap({ rest.firstIndex(where: $0) }).first else { break }
      let shape = rest.remove(at: place)
      done.insert(shape.oid)
      ordered.append(shape)
    }
    return ordered
  }

  private func count(_ shape: TableShape) async throws -> Int {
    let script = "SELECT count(*)::int8 FROM \(shape.name)"
    let results = try await connection.execute(SQLScript(text: script))
    return try results.first.map { Int(try $0.only().decode(0, as: Int64.self)) } ?? 0
  }

  // MARK: One table

  /// Adds rows to a table.
  ///
  /// - Returns: Why there are none, if there are none.
  private mutating func fill(_ shape: TableShape, _ count: Int) async throws -> String? {
    serial += 100_003
    var maker = try await RowMaker(shape, count: count, serial: serial, on: connection)
    if let obstacle = maker.obstacle { return obstacle }
    var reason: String?
    for mode in [RowInsertion.Mode.ordinary, .withoutTriggers] {
      let insertion = RowInsertion(shape: shape, connection: connection, mode: mode)
      var made = 0
      // Keys collide, and conditions over several columns refuse: what fails may succeed again.
      var isStuck = false
      for _ in 0..<(6 + count / 200) where made < count && !isStuck {
        let wanted = min((count - made) * 3 + 16, Self.largestStatement)
        let candidates = (0..<wanted).map { _ in maker.row() }
        switch try await insertion.insert(candidates, atMost: count - made) {
        case .success(let number): made += number
        case .failure(let refusal):
          reason = refusal.reason
          made += try await insertion.insertInParts(candidates, atMost: count - made) {
            reason = $0.reason
          }
          isStuck = made == 0
        }
      }
      if made > 0 { return nil }
    }
    return reason ?? "no row was found that satisfies all its constraints"
  }
}

extension ServerError {
  /// The code and what it is about, without the values that were tried.
  fileprivate var reason: String {
    let names = [constraint.map { "constraint \($0)" }, column.map { "column \($0)" }]
      .compactMap { $0 }
    let about = names.isEmpty ? "" : " (\(names.joined(separator: ", ")))"
    // The values are this program's own inventions, and nobody's data.
    return "PostgreSQL refused its rows: \(message)\(about), SQLSTATE \(sqlState)"
  }
}
