/// The bound values of a statement, encoded side by side in one buffer.
struct Parameters: Sendable {
  private var bytes: [UInt8] = []
  private var slots: [Slot] = []
  /// The first value that could not be encoded; thrown when the statement is sent.
  private var unencodable: PostgresError?

  private struct Slot: Sendable {
    var format: ValueFormat
    /// What the parameter is declared with.
    var type: UInt32
    /// `nil` for NULL.
    var range: Range<Int>?
    /// Where in the text's bytes the `$` stands.
    var hole: Int
  }

  /// What each is declared with, in the shape that libpq takes.
  var types: [UInt32] { slots.map(\.type) }

  /// Whether these are declared with the types.
  func have(_ types: [UInt32]) -> Bool {
    guard types.count == slots.count else { return false }
    for index in types.indices where types[index] != slots[index].type { return false }
    return true
  }

  func forEachType(_ body: (UInt32) -> Void) {
    for slot in slots { body(slot.type) }
  }

  /// Where in the text the parameters stand, so that their numbers can change when the text becomes a
  /// part of another one.
  var holes: some Sequence<Int> { slots.lazy.map(\.hole) }

  var count: Int { slots.count }
  var byteCount: Int { bytes.count }

  /// Why these cannot be sent: a value, their number, or their size.
  var problem: PostgresError? {
    if let unencodable { return unencodable }
    if slots.count > Self.countLimit {
      return .misuse("a statement takes \(Self.countLimit) parameters at most; bind an array")
    }
    guard bytes.count > Self.byteLimit else { return nil }
    return .invalidParameter(index: slots.count, reason: "together the parameters exceed 1 GiB")
  }

  /// The protocol counts parameters in 16 bits.
  private static let countLimit = 65_535
  /// The server refuses longer messages, and ends the session over them.
  private static let byteLimit = (1 << 30) - (1 << 20)

  mutating func reserveCapacity(_ count: Int) {
    guard count > 0 else { return }
    slots.reserveCapacity(count)
    // Numbers, short names and identifiers fit.
    bytes.reserveCapacity(count * 16)
  }

  /// - Parameters:
  ///   - value: What is bound.
  ///   - hole: Where in the text it is.
  mutating func append<Value: PostgresEncodable>(_ value: Value, at hole: Int) {
    var slot = Slot(
      format: Value.postgresFormat,
      type: Value.postgresType.oid,
      range: nil,
      hole: hole
    )
    if !value.isPostgresNull {
      let start = bytes.count
      do {
        try value.encode(into: &bytes)
      } catch {
        let reason =
          switch error {
          case .containsNull: "PostgreSQL's text cannot hold the character U+0000"
          case .outOfRange: "the value is outside the range of its PostgreSQL type"
          }
        unencodable = unencodable ?? .invalidParameter(index: slots.count + 1, reason: reason)
      }
      slot.range = start..<bytes.count
      // libpq takes a value in text format as a C string.
      if slot.format == .text { bytes.append(0) }
    }
    slots.append(slot)
  }

  /// - Parameters:
  ///   - other: What is bound in a part.
  ///   - holes: Where in the text these are now.
  mutating func append(_ other: Parameters, at holes: [Int]) {
    let offset = bytes.count
    if unencodable == nil, case .invalidParameter(let index, let reason) = other.unencodable {
      unencodable = .invalidParameter(index: index + slots.count, reason: reason)
    }
    bytes += other.bytes
    slots += zip(other.slots, holes).map { slot, hole in
      var moved = slot
      moved.hole = hole
      moved.range = slot.range.map { $0.lowerBound + offset..<$0.upperBound + offset }
      return moved
    }
  }

  /// Calls with the four arrays that libpq's send functions take.
  func withCArrays<Result>(
    _ body: (
      _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
      _ formats: UnsafePointer<Int32>?
    ) -> Result
  ) -> Result {
    guard !slots.isEmpty else { return body(nil, nil, nil) }
    return bytes.withUnsafeBytes { buffer in
      let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      // An empty value is not NULL: it needs an address, any address.
      return withUnsafePointer(to: CChar(0)) { empty in
        withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count) { numbers in
            for (index, slot) in slots.enumerated() {
              values.initializeElement(
                at: index,
                to: slot.range.map { (base ?? empty) + $0.lowerBound }
              )
              numbers.initializeElement(at: index, to: Int32(slot.range?.count ?? 0))
              numbers.initializeElement(at: count + index, to: slot.format.rawValue)
            }
            let lengths = numbers.baseAddress.map { UnsafePointer($0) }
            return body(UnsafePointer(values.baseAddress), lengths, lengths.map { $0 + count })
          }
        }
      }
    }
  }
}
