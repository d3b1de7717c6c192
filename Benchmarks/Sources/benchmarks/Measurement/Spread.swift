/// The middle and the ends of several measurements of one thing.
///
/// The median, because one run that the machine disturbed must not move the figure; the ends,
/// because they say how much the median is worth.
struct Spread: Sendable {
  let median: Double
  let lowest: Double
  let highest: Double

  init(_ values: [Double]) {
    precondition(!values.isEmpty, "Nothing was measured.")
    let sorted = values.sorted()
    let middle = sorted.count / 2
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    lowest = sorted[0]
    highest = sorted[sorted.count - 1]
  }
}
