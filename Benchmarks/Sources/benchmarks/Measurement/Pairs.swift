/// Measurements of two programs that took turns: A B A B.
///
/// What else the machine does, and what its disk does, changes from minute to minute; of two runs
/// that follow each other it hits both. So the ratio is taken within each pair.
struct Pairs<Measurement: Sendable>: Sendable {
  let pairs: [(ours: Measurement, peer: Measurement)]

  /// Takes turns. A first pair warms files and caches and does not count.
  static func taking(
    _ count: Int,
    ours: () async throws -> Measurement,
    peer: () async throws -> Measurement
  ) async throws -> Pairs {
    var pairs: [(ours: Measurement, peer: Measurement)] = []
    for turn in 0...count {
      let pair = (ours: try await ours(), peer: try await peer())
      if turn > 0 { pairs.append(pair) }
    }
    return Pairs(pairs: pairs)
  }

  /// One figure of the report: what is compared, and the goal for ours divided by the peer's.
  func figure(
    _ name: String,
    _ unit: Figure.Unit,
    goal: Figure.Goal? = nil,
    of value: (Measurement) -> Double
  ) -> Figure {
    Figure(
      name: name,
      unit: unit,
      ours: Spread(pairs.map { value($0.ours) }),
      peer: Spread(pairs.map { value($0.peer) }),
      ratio: Spread(pairs.map { value($0.ours) / value($0.peer) }),
      goal: goal
    )
  }
}
