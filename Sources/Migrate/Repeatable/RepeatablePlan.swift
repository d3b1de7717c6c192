/// Which files are applied again, and why.
public struct RepeatablePlan: Sendable, Hashable {
  /// Why a file is applied.
  public enum Reason: Sendable, Hashable {
    /// It never was.
    case new
    /// Its statements are others than those that were applied.
    case changed
    /// It uses what this file makes anew.
    case uses(String)
    /// It was applied, and a view that it makes is gone: a migration, or somebody, has dropped it.
    case missing
  }

  /// One file that is applied.
  public struct Item: Sendable, Hashable {
    /// The file.
    public let repeatable: Repeatable
    /// Why.
    public let reason: Reason
    /// Those that will be applied after it because of it.
    let dependants: [String]
  }

  /// What runs, in order. Each group is one transaction: a file alone, or one that drops what it makes
  /// with all files that use it, so that nobody sees the database without them.
  public private(set) var groups: [[Item]] = []
  /// The files that are applied as they are.
  public private(set) var current: [String] = []
  /// What was applied and has no file any more. Nothing of it is dropped.
  public private(set) var gone: [String] = []
  /// What is worth telling.
  public private(set) var notes: [String] = []

  /// What runs, in order.
  public var items: [Item] { Array(groups.joined()) }

  /// Whether anything has to be applied, whatever the order.
  static func isNeeded(_ files: [Repeatable], _ found: RepeatableTable.Content) -> Bool {
    let known = Dictionary(
      found.entries.map { ($0.name, $0.checksum.tokens) },
      uniquingKeysWith: { $1 }
    )
    return files.contains {
      known[$0.name] != $0.checksum.tokens || found.missing.contains($0.name)
    }
  }

  /// Decides what runs.
  ///
  /// - Parameters:
  ///   - files: All files.
  ///   - recorded: What the database knows of them.
  ///   - missing: The files of which a view is gone.
  ///   - order: In which order they run, and what they use.
  public init(
    _ files: [Repeatable],
    recorded: [RepeatableEntry],
    missing: Set<String> = [],
    order: RepeatableOrder
  ) {
    let known = Dictionary(recorded.map { ($0.name, $0.checksum.tokens) }, uniquingKeysWith: { $1 })
    let byName = Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let listed = Set(order.names)
    let sorted =
      order.names.compactMap { byName[$0] } + files.filter { !listed.contains($0.name) }
    var reasons: [String: Reason] = [:]
    for file in files where known[file.name] != file.checksum.tokens {
      reasons[file.name] = known[file.name] == nil ? .new : .changed
    }
    for file in files where missing.contains(file.name) && reasons[file.name] == nil {
      reasons[file.name] = .missing
    }
    // What stands on a file that is made anew is made anew, and so is what stands on that.
    var isMadeAnew = false
    repeat {
      isMadeAnew = false
      for file in sorted where reasons[file.name] == nil {
        let cause = order.uses[file.name, default: []].sorted().first { used in
          used != file.name && reasons[used] != nil
            && (byName[used].map { $0.drops || $0.makesView } ?? false)
        }
        guard let cause else { continue }
        reasons[file.name] = .uses(cause)
        isMadeAnew = true
      }
    } while isMadeAnew
    current = sorted.map(\.name).filter { reasons[$0] == nil }
    gone = recorded.map(\.name).filter { byName[$0] == nil }.sorted()
    notes =
      (reasons.isEmpty ? [] : order.notes)
      + gone.map { "\($0.printable): its file is gone; what it made is still there" }
    group(sorted.filter { reasons[$0.name] != nil }, reasons, order)
  }

  private mutating func group(
    _ files: [Repeatable],
    _ reasons: [String: Reason],
    _ order: RepeatableOrder
  ) {
    let names = files.map(\.name)
    /// The files of the run that use a file, directly or not.
    func dependants(of name: String) -> Set<String> {
      var found: Set<String> = []
      var pending = [name]
      while let next = pending.popLast() {
        for other in names
        where other != name && order.uses[other, default: []].contains(next)
          && found.insert(other).inserted
        {
          pending.append(other)
        }
      }
      return found
    }
    let items = files.map { file in
      Item(
        repeatable: file,
        reason: reasons[file.name] ?? .changed,
        dependants: file.drops || file.makesView ? dependants(of: file.name).sorted() : []
      )
    }
    // The files of one transaction have the same number: that of the first of them.
    var numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    for item in items where item.repeatable.drops && !item.dependants.isEmpty {
      let joined = Set(([item.repeatable.name] + item.dependants).compactMap { numbers[$0] })
      let first = joined.min() ?? 0
      for (name, number) in numbers where joined.contains(number) { numbers[name] = first }
    }
    var byNumber: [Int: [Item]] = [:]
    for item in items { byNumber[numbers[item.repeatable.name] ?? 0, default: []].append(item) }
    // Nothing outside of a transaction of several uses what it makes, but these may use all the rest.
    let sorted = byNumber.sorted { $0.key < $1.key }.map(\.value)
    groups = sorted.filter { $0.count == 1 } + sorted.filter { $0.count > 1 }
  }
}
