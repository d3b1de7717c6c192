/// What two rows of measurements tell of each other.
enum Samples {
  static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// The two-sample statistic of Kolmogorov and Smirnov: how far apart the two distributions lie at most.
  static func distance(_ one: [Double], _ other: [Double]) -> Double {
    let (one, other) = (one.sorted(), other.sorted())
    var (first, second, greatest) = (0, 0, 0.0)
    while first < one.count, second < other.count {
      let value = min(one[first], other[second])
      while first < one.count, one[first] <= value { first += 1 }
      while second < other.count, other[second] <= value { second += 1 }
      let gap = Double(first) / Double(one.count) - Double(second) / Double(other.count)
      greatest = max(greatest, abs(gap))
    }
    return greatest
  }

  /// The distance that two samples of one distribution stay below in 999 of 1,000 cases.
  static func usualDistance(_ one: Int, _ other: Int) -> Double {
    1.95 * (Double(one + other) / Double(one * other)).squareRoot()
  }
}
