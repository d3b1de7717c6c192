// One-dimensional arrays. The binary form (array_send in PostgreSQL's arrayfuncs.c) is five 32-bit
// words — dimensions, has-nulls flag, element type, length, lower bound — and then each element with
// its length before it, -1 for NULL.

extension Array: PostgresEncodable where Element: PostgresEncodable {
  /// The array type over the elements' type.
  public static var postgresType: PostgresType { Element.postgresElementType.arrayType }

  /// Appends the binary form.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    Int32(isEmpty ? 0 : 1).append(to: &bytes)
    Int32(contains { $0.isPostgresNull } ? 1 : 0).append(to: &bytes)
    Element.postgresElementType.oid.append(to: &bytes)
    if isEmpty { return }
    Int32(count).append(to: &bytes)
    Int32(1).append(to: &bytes)
    for element in self {
      guard !element.isPostgresNull else {
        Int32(-1).append(to: &bytes)
        continue
      }
      let lengthOffset = bytes.count
      Int32(0).append(to: &bytes)
      try element.encode(into: &bytes)
      let length = UInt32(bytes.count - lengthOffset - 4)
      for index in 0..<4 {
        bytes[lengthOffset + index] = UInt8(truncatingIfNeeded: length >> (24 - index * 8))
      }
    }
  }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
  /// Reads an array of one dimension; more dimensions are a mismatch.
  public init(decoding cell: Cell) throws(CellError) {
    let cells =
      cell.format == .binary ? try elements(ofBinary: cell) : try elements(ofText: cell)
    self = []
    reserveCapacity(cells.count)
    for cell in cells { append(try Element(decoding: cell)) }
  }
}

private func elements(ofBinary cell: Cell) throws(CellError) -> [Cell] {
  guard !cell.type.isKnownScalar else { throw cell.isNull ? .unexpectedNull : .typeMismatch }
  return try cell.withBytes { bytes throws(CellError) -> [Cell] in
    func word(at offset: Int) throws(CellError) -> Int {
      guard offset + 4 <= bytes.count else { throw .malformed }
      return Int(
        Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
      )
    }
    let dimensions = try word(at: 0)
    guard dimensions <= 1 else { throw .typeMismatch }
    let type = PostgresType(oid: UInt32(truncatingIfNeeded: try word(at: 8)))
    guard dimensions == 1 else { return [] }
    let count = try word(at: 12)
    guard count >= 0, count <= bytes.count / 4 else { throw .malformed }
    var cells: [Cell] = []
    cells.reserveCapacity(count)
    var offset = 20
    for _ in 0..<count {
      let length = try word(at: offset)
      offset += 4
      guard length >= 0 else {
        cells.append(OwnedBytes.null(type: type, format: .binary))
        continue
      }
      guard offset + length <= bytes.count else { throw .malformed }
      cells.append(cell.element(at: offset, count: length, type: type))
      offset += length
    }
    return cells
  }
}

/// Reads `{a,"b \"c\"",NULL}` (PostgreSQL manual, "Array Input and Output Syntax").
private func elements(ofText cell: Cell) throws(CellError) -> [Cell] {
  guard !cell.type.isKnownScalar else { throw cell.isNull ? .unexpectedNull : .typeMismatch }
  // Arrays of types that this driver does not know, such as enumerations, read as their text.
  let type = cell.type.elementType ?? .inferred
  return try cell.withBytes { bytes throws(CellError) -> [Cell] in
    // Bounds that do not start at 1 stand before the braces: `[0:1]={a,b}`.
    guard let open = bytes.firstIndex(of: UInt8(ascii: "{")) else { throw .malformed }
    var index = open + 1
    var cells: [Cell] = []
    guard index < bytes.count, bytes[index] != UInt8(ascii: "}") else { return [] }
    while index < bytes.count {
      guard bytes[index] != UInt8(ascii: "{") else { throw .typeMismatch }
      var element: [UInt8] = []
      let isQuoted = bytes[index] == UInt8(ascii: "\"")
      if isQuoted { index += 1 }
      while index < bytes.count {
        let byte = bytes[index]
        if isQuoted
          ? byte == UInt8(ascii: "\"") : byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
        {
          break
        }
        if byte == UInt8(ascii: "\\") { index += 1 }
        guard index < bytes.count else { throw .malformed }
        element.append(bytes[index])
        index += 1
      }
      if isQuoted { index += 1 }
      let isNull = !isQuoted && element.elementsEqual("NULL".utf8)
      cells.append(
        isNull
          ? OwnedBytes.null(type: type, format: .text)
          : OwnedBytes(element).cell(count: element.count, type: type, format: .text)
      )
      guard index < bytes.count else { throw .malformed }
      if bytes[index] == UInt8(ascii: "}") { return cells }
      guard bytes[index] == UInt8(ascii: ",") else { throw .malformed }
      index += 1
    }
    throw .malformed
  }
}

extension OwnedBytes {
  private static let nothing = OwnedBytes([])

  fileprivate static func null(type: PostgresType, format: ValueFormat) -> Cell {
    Cell(owner: nothing, base: nil, count: 0, type: type, format: format)
  }
}
