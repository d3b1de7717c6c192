import Testing

@testable import MigrateLint

@Suite struct NamedPartsTests {
  @Test(arguments: [1, 2, 3]) func `parts are what a dictionary would hold`(seed: UInt64) {
    var random = SplitMix(state: seed)
    var (parts, dictionary): (NamedParts<Int>, [String: Int]) = ([:], [:])
    for step in 0..<3_000 {
      let name = "part \(random.next() % 400)"
      let before = parts
      if random.next() % 3 == 0 {
        #expect(parts.removeValue(forKey: name) == dictionary.removeValue(forKey: name))
      } else {
        parts[name] = step
        dictionary[name] = step
      }
      #expect(parts[name] == dictionary[name])
      guard step % 100 == 0 else { continue }
      #expect(parts.count == dictionary.count)
      #expect(parts.keys == dictionary.keys.sorted())
      #expect(Array(parts.values) == dictionary.sorted { $0.key < $1.key }.map(\.value))
      // The shape follows from the names, in whatever order they came.
      var again: NamedParts<Int> = [:]
      for (name, value) in dictionary { again[name] = value }
      #expect(parts == again)
      #expect((before == parts) == (Array(before.values) == Array(parts.values)))
    }
  }

  @Test func `the changes between two are all that differ, and little more`() {
    var before: NamedParts<Int> = [:]
    for number in 0..<4_096 { before["part \(number)"] = number }
    var after = before
    after["part 7"] = -1
    after["part 4000"] = nil
    after["another part"] = 0
    var (seen, differ) = (0, Set<String>())
    NamedParts.visitChanges(before, after) { name, old, new in
      seen += 1
      if old != new { differ.insert(name) }
    }
    #expect(differ == ["part 7", "part 4000", "another part"])
    // A path of the tree for each: not all 4,096.
    #expect(seen < 200)
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
