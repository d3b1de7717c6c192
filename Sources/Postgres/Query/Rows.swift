internal import CLibpq

/// The result of a statement: its rows, held in the memory that libpq received them into.
///
/// Values are decoded when they are asked for. Copies share the memory.
public struct Rows: RandomAccessCollection, Sendable {
  let result: ServerResult

  /// 0
  public var startIndex: Int { 0 }
  /// The number of rows.
  public var endIndex: Int { result.rowCount }

  /// The row at a position.
  public subscript(position: Int) -> Row {
    precondition(indices.contains(position), "Row \(position) of \(count) was asked for.")
    return Row(result: result, index: Int32(position))
  }

  /// The columns' names, in order.
  public var columnNames: [String] {
    (0..<result.columnCount).map { String(cString: PQfname(result.pointer, $0)) }
  }

  /// How many rows the statement inserted, changed, deleted, selected or copied; 0 for others.
  public var affectedRows: Int {
    Int(String(cString: PQcmdTuples(result.pointer))) ?? 0
  }

  /// The server's command tag, such as `INSERT 0 1`.
  public var commandTag: String {
    String(cString: PQcmdStatus(result.pointer))
  }

  /// Whether the session has lost its prepared statements with this.
  var dropsAllStatements: Bool {
    guard let tag = PQcmdStatus(result.pointer) else { return false }
    // Almost all tags differ in the first letter.
    guard UInt8(bitPattern: tag.pointee) == UInt8(ascii: "D") else { return false }
    return ["DISCARD ALL", "DEALLOCATE ALL"].contains(String(cString: tag))
  }

  /// The only row.
  ///
  /// - Throws: `RowError.count` if there is not exactly one.
  public func only() throws(RowError) -> Row {
    guard count == 1 else { throw .count(expected: 1, found: count) }
    return self[0]
  }
}

/// A result as libpq holds it.
///
/// `@unchecked Sendable`: libpq's result functions only read, nothing here changes it after it has
/// arrived, and it is freed once, when the last reference goes.
final class ServerResult: @unchecked Sendable {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }
  deinit { PQclear(pointer) }

  var status: ExecStatusType { PQresultStatus(pointer) }
  var rowCount: Int { Int(PQntuples(pointer)) }
  var columnCount: Int32 { PQnfields(pointer) }

  func cell(row: Int32, column: Int32) -> Cell {
    let isNull = PQgetisnull(pointer, row, column) == 1
    return Cell(
      owner: self,
      base: isNull ? nil : UnsafeRawPointer(PQgetvalue(pointer, row, column)),
      count: Int(PQgetlength(pointer, row, column)),
      type: PostgresType(oid: PQftype(pointer, column)),
      format: ValueFormat(rawValue: PQfformat(pointer, column)) ?? .text
    )
  }

  /// The error, if this result is one.
  var serverError: ServerError? {
    guard status == PGRES_FATAL_ERROR || status == PGRES_NONFATAL_ERROR else { return nil }
    return ServerError(fieldsOf: pointer)
  }
}
