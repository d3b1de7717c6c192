/// Numbers at random, as cheap as pgbench's own (SplitMix64; the system's generator is a system call
/// for each number).
struct Dice: Sendable {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

  /// From 1 to `sides`.
  mutating func roll(_ sides: Int) -> Int32 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int32((mixed ^ (mixed >> 31)) % UInt64(sides)) + 1
  }
}
