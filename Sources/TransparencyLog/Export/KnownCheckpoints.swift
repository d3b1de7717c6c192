/// The checkpoints of a log that trusted keys have signed, from an export and from outside.
struct KnownCheckpoints {
  /// By their sizes, ascending. Where two of one size disagree, the one from outside counts.
  private(set) var all: [Checkpoint] = []
  /// How many leaves the newest of the export's own says that there are.
  private(set) var sizeInExport: UInt64 = 0
  /// Whether the export has one that disagrees with, or is missing among, those from outside: two
  /// logs were signed.
  private(set) var isForked = false
  /// The first note that does not count, and why.
  private(set) var refused: String?
  private var next = 0

  init(exported: [Result<Checkpoint, LogError>], outside: [Result<Checkpoint, LogError>]) {
    var bySize: [UInt64: Checkpoint] = [:]
    for case .success(let checkpoint) in outside { bySize[checkpoint.size] = checkpoint }
    let end = bySize.keys.max() ?? 0
    for case .success(let checkpoint) in exported {
      sizeInExport = max(sizeInExport, checkpoint.size)
      if let known = bySize[checkpoint.size] {
        if known.root != checkpoint.root { isForked = true }
      } else {
        if checkpoint.size < end { isForked = true }
        bySize[checkpoint.size] = checkpoint
      }
    }
    all = bySize.values.sorted { $0.size < $1.size }
    for case .failure(let error) in outside where refused == nil {
      refused = "a checkpoint outside of the database is refused: \(error)"
    }
    for case .failure(let error) in exported where refused == nil {
      refused = "a checkpoint of the export is refused: \(error)"
    }
  }

  var newest: Checkpoint? { all.last }

  /// The newest that covers no leaf from this one on, and the oldest that covers it. Leaves are
  /// asked for in ascending order.
  mutating func around(_ index: UInt64) -> (before: Checkpoint?, after: Checkpoint?) {
    while next < all.count, all[next].size <= index { next += 1 }
    return (next > 0 ? all[next - 1] : nil, next < all.count ? all[next] : nil)
  }

  /// The one of just this size, if the cursor of `around` is not past it.
  func ending(at size: UInt64) -> Checkpoint? {
    guard next < all.count, all[next].size == size else { return nil }
    return all[next]
  }

  /// The sizes inside of a range and at its end.
  func sizes(from: UInt64, to: UInt64) -> [UInt64] {
    all.map(\.size).filter { $0 > from && $0 <= to }
  }

  /// Whether a checkpoint that is older than a moment covers the leaf, which so is older itself.
  func isSigned(_ index: UInt64, before moment: Timestamp) -> Bool {
    all.contains { $0.size > index && ($0.time.map { $0 <= moment } ?? false) }
  }
}
