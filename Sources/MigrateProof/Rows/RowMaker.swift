import Postgres

/// Makes rows for a table that are likely to satisfy its constraints; the server has the last word.
struct RowMaker {
  let shape: TableShape
  let connection: Connection
  /// Values of each column that each condition on it alone accepts.
  private(set) var pools: [Int32: [String]] = [:]
  /// Rows of each foreign key's parent: the values of its columns.
  private var parents: [[[String]]] = []
  /// The keys that may not be left NULL and whose parent has no row.
  private(set) var orphans: [TableShape.ForeignKey] = []
  private var generator: SeededGenerator
  /// How far each distinct column's values are used up.
  private var used: [Int32: Int] = [:]

  /// Looks at the parents, and asks the server which proposals it accepts. `count` rows will be wanted;
  /// `serial` is a number that no other maker's values have.
  init(
    _ shape: TableShape,
    count: Int,
    serial: Int,
    on connection: Connection
  ) async throws {
    self.shape = shape
    self.connection = connection
    generator = SeededGenerator(seed: UInt64(bitPattern: Int64(serial)))
    for key in shape.foreignKeys { parents.append(try await rows(of: key)) }
    for (key, rows) in zip(shape.foreignKeys, parents)
    where rows.isEmpty && key.parent != shape.oid && shape.isMandatory(key) {
      orphans.append(key)
    }
    let referencing = Set(shape.foreignKeys.flatMap(\.columns))
    for column in shape.columns {
      let keys = shape.keys.filter { $0.contains(column.number) }
      let isLast = keys.contains { key in
        key.last { !referencing.contains($0) } == column.number
      }
      var source = ValueSource(column, isDistinct: isLast, from: serial, generator)
      let conditions = shape.checks.filter { $0.columns.contains(column.number) }
      let proposals = source.proposals(
        conditions.map(\.expression) + (shape.partitions ?? []).filter { $0.contains(column.name) },
        count: count * 4
      )
      generator = source.generator
      let own = conditions.filter { $0.columns == [column.number] }
      pools[column.number] = try await accepted(proposals, column, own)
    }
  }

  /// Why no row can be made, if that is known beforehand.
  var obstacle: String? {
    if shape.isPartitioned, shape.partitions?.isEmpty == true { return "it has no partition" }
    if let orphan = orphans.first {
      return "its foreign key \(orphan.name) needs a row of \(orphan.parentName), which has none"
    }
    let referencing = Set(shape.foreignKeys.flatMap(\.columns))
    for column in shape.columns
    where column.isNotNull && pools[column.number]?.isEmpty == true
      && !referencing.contains(column.number)
    {
      return "no value was found for its column \(column.name) of type \(column.type)"
    }
    return nil
  }

  private func rows(of key: TableShape.ForeignKey) async throws -> [[String]] {
    let columns = key.parentColumns.map { "\($0)::text" }.joined(separator: ", ")
    let isGiven = key.parentColumns.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
    let script = "SELECT ARRAY[\(columns)] FROM \(key.parentName) WHERE \(isGiven) LIMIT 200"
    let results = try await connection.execute(SQLScript(text: script))
    return try (results.first.map { Array($0) } ?? []).map { try $0.decode(0) }
  }

  // MARK: What the server accepts

  /// The proposals that the type can read and the conditions do not refuse.
  private func accepted(
    _ proposals: [String],
    _ column: TableShape.Column,
    _ checks: [TableShape.Check]
  ) async throws -> [String] {
    guard !checks.isEmpty || column.isDomain || !column.isOrdinary else { return proposals }
    if let all = try await ask(proposals, column, checks) { return all }
    // One of them cannot be read, or a condition fails on it.
    var values: [String] = []
    for proposal in proposals.prefix(120) {
      values += try await ask([proposal], column, checks) ?? []
    }
    return values
  }

  private func ask(
    _ proposals: [String],
    _ column: TableShape.Column,
    _ checks: [TableShape.Check]
  ) async throws -> [String]? {
    guard !proposals.isEmpty else { return [] }
    let values = proposals.map { "(\($0.literal))" }.joined(separator: ", ")
    let conditions = checks.map { "(\($0.expression)) IS NOT FALSE" }.joined(separator: " AND ")
    let script = """
      SELECT given FROM (
        SELECT v.given, CAST(v.given AS \(column.type)) AS \(column.name) FROM (VALUES \(values))
        AS v (given)) AS candidate
      WHERE \(column.name) IS NOT NULL\(conditions.isEmpty ? "" : " AND \(conditions)")
      """
    do {
      let results = try await connection.execute(SQLScript(text: script))
      return try results.first.map { try $0.map { try $0.decode(0) } } ?? []
    } catch PostgresError.server where connection.isOpen {
      return nil
    }
  }

  // MARK: Rows

  /// A row as a value for each column of the shape, nil for NULL.
  ///
  /// - Parameter given: Rows that are still to be inserted into tables, by the tables' `oid`, to refer
  ///   to: the values of their columns by number.
  /// - Returns: Nothing that the server has seen yet.
  mutating func row(given: [Int64: [Int32: String]] = [:]) -> [String?] {
    var values: [Int32: String?] = [:]
    for (key, rows) in zip(shape.foreignKeys, parents) where key.parent != shape.oid {
      let promised = given[key.parent].map { row in [key.parentNumbers.map { row[$0] ?? "" }] }
      refer(key, promised ?? rows, &values)
    }
    for column in shape.columns where values[column.number] == nil {
      values[column.number] = .some(value(of: column))
    }
    // A row that must refer to a row of its own table refers to itself.
    for (key, rows) in zip(shape.foreignKeys, parents) where key.parent == shape.oid {
      referToItself(key, rows, &values)
    }
    return shape.columns.map { values[$0.number] ?? nil }
  }

  /// Chooses a row of the parent that agrees with what other keys have chosen already; where there is
  /// none, or by chance, a column that may be NULL is.
  private mutating func refer(
    _ key: TableShape.ForeignKey,
    _ rows: [[String]],
    _ values: inout [Int32: String?]
  ) {
    let free = key.columns.filter { values[$0] == nil && shape.column($0)?.isNotNull == false }
    let isLeftOut = !free.isEmpty && Int.random(in: 0..<4, using: &generator) == 0
    // The first that fits, from a place by chance on.
    let start = rows.isEmpty ? 0 : Int.random(in: rows.indices, using: &generator)
    let fitting = [rows[start...], rows[..<start]].lazy.joined().first { row in
      zip(key.columns, row).allSatisfy { number, value in
        guard let chosen = values[number] else { return true }
        return chosen == value
      }
    }
    guard !isLeftOut, let row = fitting else {
      for number in free { values[number] = .some(nil) }
      return
    }
    for (number, value) in zip(key.columns, row) { values[number] = value }
  }

  private mutating func referToItself(
    _ key: TableShape.ForeignKey,
    _ rows: [[String]],
    _ values: inout [Int32: String?]
  ) {
    let own = Set(key.parentNumbers)
    let free = key.columns.filter { !own.contains($0) }
    let fitting = rows.filter { row in
      zip(key.columns, row).allSatisfy { free.contains($0) || values[$0] == .some($1) }
    }
    if let row = fitting.randomElement(using: &generator),
      Int.random(in: 0..<2, using: &generator) == 0
    {
      for (number, value) in zip(key.columns, row) { values[number] = value }
    } else if let number = free.first(where: { shape.column($0)?.isNotNull == false }) {
      values[number] = .some(nil)
    } else {
      for (number, parent) in zip(key.columns, key.parentNumbers) {
        values[number] = values[parent]
      }
    }
  }

  /// Some are NULL where that is allowed.
  private mutating func value(of column: TableShape.Column) -> String? {
    let pool = pools[column.number] ?? []
    if !column.isNotNull, pool.isEmpty || Int.random(in: 0..<4, using: &generator) == 0 {
      return nil
    }
    guard !pool.isEmpty else { return nil }
    // A key's values one after the other, from a place that differs from fill to fill.
    guard shape.keys.contains(where: { $0.contains(column.number) }) else {
      return pool.randomElement(using: &generator)
    }
    let place = used[column.number, default: 0]
    used[column.number] = place + 1
    return pool[place % pool.count]
  }
}

extension TableShape.Column {
  /// Whether the proposals are known to be values of its type.
  fileprivate var isOrdinary: Bool {
    ["e", "c"].contains(kind)
      || [
        "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "text", "varchar", "bpchar",
        "uuid", "date", "timestamp", "timestamptz", "time", "timetz", "interval", "json", "jsonb",
        "bytea", "inet", "name",
      ].contains(base)
  }
}

extension String {
  /// As a literal, whatever `standard_conforming_strings` says.
  var literal: String {
    guard utf8.contains(where: { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") }) else {
      return "'\(self)'"
    }
    let doubled = flatMap { $0 == "'" || $0 == "\\" ? [$0, $0] : [$0] }
    return contains("\\") ? "E'\(String(doubled))'" : "'\(String(doubled))'"
  }
}
