internal import CLibpq

/// One row of a result.
public struct Row: Sendable {
  let result: ServerResult
  let index: Int32

  /// The number of columns.
  public var count: Int { Int(result.columnCount) }

  /// Reads the column of this name, exactly as the server spells it.
  public func decode<Value: PostgresDecodable>(
    _ column: String,
    as type: Value.Type = Value.self
  ) throws(RowError) -> Value {
    try decode(at: try position(of: column))
  }

  /// Reads a column by its position, from 0.
  public func decode<Value: PostgresDecodable>(
    _ position: Int,
    as type: Value.Type = Value.self
  ) throws(RowError) -> Value {
    guard position >= 0, position < count else {
      throw .noSuchColumn(name: "\(position)", available: columnNames)
    }
    return try decode(at: Int32(position))
  }

  /// Reads all columns in their order.
  ///
  /// ```swift
  /// let (id, name) = try row.decode(as: UUID.self, String.self)
  /// ```
  public func decode<each Value: PostgresDecodable>(
    as type: repeat (each Value).Type
  ) throws(RowError) -> (repeat each Value) {
    var position: Int32 = -1
    var expected = 0
    for _ in repeat (each type) { expected += 1 }
    guard expected == count else { throw .columnCount(expected: expected, found: count) }
    func next<Next: PostgresDecodable>(_ type: Next.Type) throws(RowError) -> Next {
      position += 1
      return try decode(at: position)
    }
    return (repeat try next(each type))
  }

  /// The value of a column as the server sent it.
  public func cell(_ column: String) throws(RowError) -> Cell {
    result.cell(row: index, column: try position(of: column))
  }

  private func decode<Value: PostgresDecodable>(at column: Int32) throws(RowError) -> Value {
    let cell = result.cell(row: index, column: column)
    do {
      return try Value(decoding: cell)
    } catch {
      throw .value(
        column: String(cString: PQfname(result.pointer, column)),
        type: cell.type,
        swiftType: String(describing: Value.self),
        reason: error
      )
    }
  }

  private func position(of column: String) throws(RowError) -> Int32 {
    var found: Int32?
    for position in 0..<result.columnCount where named(column, at: position) {
      guard found == nil else { throw .ambiguousColumn(name: column) }
      found = position
    }
    guard let found else { throw .noSuchColumn(name: column, available: columnNames) }
    return found
  }

  // Compares the bytes in place: a String per column and row would cost more than the decoding.
  private func named(_ column: String, at position: Int32) -> Bool {
    var name = UnsafeRawPointer(PQfname(result.pointer, position))
    for byte in column.utf8 {
      guard let current = name, current.load(as: UInt8.self) == byte else { return false }
      name = current + 1
    }
    return name?.load(as: UInt8.self) == 0
  }

  private var columnNames: [String] { Rows(result: result).columnNames }
}

/// Why a row could not be read. Names columns and types, never values.
public enum RowError: Error, Hashable, Sendable {
  /// The result has no column of this name.
  case noSuchColumn(name: String, available: [String])
  /// Two columns have this name: give one an alias.
  case ambiguousColumn(name: String)
  /// The row has another number of columns than were asked for.
  case columnCount(expected: Int, found: Int)
  /// The value does not fit the Swift type.
  case value(column: String, type: PostgresType, swiftType: String, reason: CellError)
  /// The result has another number of rows than were asked for.
  case count(expected: Int, found: Int)
}

extension RowError: CustomStringConvertible {
  /// What went wrong and where, without values.
  public var description: String {
    switch self {
    case .noSuchColumn(let name, let available):
      "no column \"\(name)\" in the result; it has "
        + available.map { "\"\($0)\"" }.joined(separator: ", ")
    case .ambiguousColumn(let name): "two columns of the result are named \"\(name)\""
    case .columnCount(let expected, let found): "\(expected) columns expected, \(found) found"
    case .value(let column, let type, let swiftType, let reason):
      "column \"\(column)\" (\(type)) cannot be read as \(swiftType): \(reason)"
    case .count(let expected, let found): "\(expected) rows expected, \(found) found"
    }
  }
}
