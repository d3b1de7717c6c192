public import Postgres
public import Testing

extension ValueFormat: CustomTestStringConvertible {
  /// The case's name.
  public var testDescription: String { self == .text ? "text" : "binary" }

  static let both: [ValueFormat] = [.text, .binary]
}

extension Connection {
  /// The value that the server sends back when it is bound as the only parameter.
  func roundTrip<Value: PostgresCodable>(
    _ value: Value,
    format: ValueFormat
  ) async throws -> Value {
    try await query("SELECT \(value)", format: format).only().decode(0)
  }

  /// The only value of the only row of a literal statement.
  func value<Value: PostgresDecodable>(
    _ sql: SQL,
    format: ValueFormat = .text,
    as type: Value.Type = Value.self
  ) async throws -> Value {
    try await query(sql, format: format).only().decode(0)
  }
}

/// Expects that a bound value comes back as it was.
func expectRoundTrip<Value: PostgresCodable & Equatable>(
  _ value: Value,
  format: ValueFormat,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let back: Value = try await withSession { try await $0.roundTrip(value, format: format) }
  #expect(back == value, sourceLocation: sourceLocation)
}

/// Why decoding failed.
func reason(_ body: () async throws -> some Any) async throws -> CellError? {
  do {
    _ = try await body()
    return nil
  } catch RowError.value(_, _, _, let reason) {
    return reason
  }
}

/// Numbers that look random and are the same in each run (SplitMix64).
struct FixedSeed: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
