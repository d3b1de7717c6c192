import Postgres

/// Tables none of which can have its first row before another one has: their foreign keys may not be NULL
/// and lead back to where they began.
///
/// A row of each is made before any of them is inserted; then all go in together.
struct Circle {
  /// Each refers to the next, and the last to the first. Columns that the server numbers are among
  /// those that are given values, because other rows refer to them.
  let members: [TableShape]

  /// The circles among tables that have no row.
  static func all(in shapes: [TableShape], without counts: [Int64: Int]) -> [Circle] {
    let empty = shapes.filter { counts[$0.oid] == 0 }
    var circles: [Circle] = []
    var known: Set<Int64> = []
    for start in empty where !known.contains(start.oid) {
      var path: [TableShape] = []
      var next: TableShape? = start
      while let shape = next, !path.contains(where: { $0.oid == shape.oid }) {
        path.append(shape)
        next =
          shape.foreignKeys.lazy.filter { $0.parent != shape.oid && shape.isMandatory($0) }
          .compactMap { key in empty.first { $0.oid == key.parent } }.first
      }
      guard let first = next, let begin = path.firstIndex(where: { $0.oid == first.oid }) else {
        continue
      }
      let members = path[begin...].map(\.withNumberedColumns)
      guard known.isDisjoint(with: members.map(\.oid)) else { continue }
      known.formUnion(members.map(\.oid))
      circles.append(Circle(members: members))
    }
    return circles
  }

  /// Adds a row to each as often as asked for, as far as the server lets them in.
  func fill(_ count: Int, serial: Int, on connection: Connection) async throws {
    var makers: [RowMaker] = []
    for (index, member) in members.enumerated() {
      makers.append(
        try await RowMaker(member, count: count, serial: serial + index * 5003, on: connection)
      )
    }
    for _ in 0..<count {
      let rows = Self.rows(of: &makers)
      do {
        try await connection.transaction { connection in try await insert(rows, connection) }
      } catch PostgresError.server where connection.isOpen {
        continue
      }
    }
  }

  /// A row of each. The first is made of what the first needs besides the circle; the others follow
  /// from the last on, each referring to the one after it; and then the first refers to the second.
  private static func rows(of makers: inout [RowMaker]) -> [[String?]] {
    var given: [Int64: [Int32: String]] = [:]
    var rows: [[String?]] = Array(repeating: [], count: makers.count)
    for index in [0] + makers.indices.dropFirst().reversed() {
      let shape = makers[index].shape
      rows[index] = makers[index].row(given: given)
      given[shape.oid] = Dictionary(
        uniqueKeysWithValues: zip(shape.columns, rows[index]).compactMap { column, value in
          value.map { (column.number, $0) }
        }
      )
    }
    let first = makers[0].shape
    for key in first.foreignKeys {
      guard let parent = given[key.parent], key.parent != first.oid else { continue }
      for (number, referred) in zip(key.columns, key.parentNumbers) {
        guard let place = first.columns.firstIndex(where: { $0.number == number }) else { continue }
        rows[0][place] = parent[referred]
      }
    }
    return rows
  }

  private func insert(_ rows: [[String?]], _ connection: Connection) async throws {
    let insertions = members.map {
      RowInsertion(shape: $0, connection: connection, mode: .withoutTriggers)
    }
    for (insertion, row) in zip(insertions, rows) {
      try await connection.execute(
        SQLScript(text: insertion.preparation + insertion.statement([row], atMost: 1))
      )
    }
    // A row that a CHECK has refused is missed by the one that refers to it.
    for insertion in insertions { try await insertion.check() }
  }
}

extension TableShape {
  fileprivate var withNumberedColumns: TableShape {
    var copy = self
    copy.columns = (columns + numbered).sorted { $0.number < $1.number }
    copy.numbered = []
    return copy
  }
}
