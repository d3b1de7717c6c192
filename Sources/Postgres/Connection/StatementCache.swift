/// Which statements a session has prepared, and under which names.
struct StatementCache {
  private var entries: [Key: Entry] = [:]
  /// Names that the server still knows and that nobody will use again.
  private var retired: [String] = []
  private var uses: UInt64 = 0
  private var made: UInt64 = 0

  /// Behind a pooler several connections may meet in one session of the server. A name of another
  /// connection must be unknown there, never another statement.
  private let prefix = "heartly_" + String(UInt64.random(in: .min ... .max), radix: 36) + "_"

  struct Key: Hashable {
    var text: String
    var types: [UInt32]
  }

  private struct Entry {
    var name: String
    var lastUse: UInt64
  }

  var count: Int { entries.count }

  /// The name of a prepared statement.
  mutating func name(of key: Key) -> String? {
    guard let index = entries.index(forKey: key) else { return nil }
    uses += 1
    entries.values[index].lastUse = uses
    return entries.values[index].name
  }

  /// A name that no statement of any session has had.
  mutating func freshName() -> String {
    made += 1
    return prefix + String(made)
  }

  mutating func insert(_ key: Key, name: String) {
    uses += 1
    entries[key] = Entry(name: name, lastUse: uses)
  }

  /// Takes out the statements that were not used for longest, down to the limit, and returns the
  /// names that the server should forget.
  mutating func evict(to limit: Int) -> [String] {
    defer { retired = [] }
    guard entries.count > limit else { return retired }
    let oldest = entries.sorted { $0.value.lastUse < $1.value.lastUse }
    for (key, _) in oldest.prefix(entries.count - max(0, limit)) { retire(key) }
    return retired
  }

  /// Forgets all, and has the server forget them: one whose result type changed is seldom alone.
  mutating func retireAll() {
    for key in entries.keys { retire(key) }
  }

  private mutating func retire(_ key: Key) {
    if let entry = entries.removeValue(forKey: key) { retired.append(entry.name) }
  }

  /// Forgets all: the server does not know them any more.
  mutating func removeAll() {
    entries = [:]
    retired = []
  }

  /// Notes the commands after which the server has forgotten all statements.
  mutating func observe(_ answer: Rows) {
    if answer.dropsAllStatements { removeAll() }
  }
}
