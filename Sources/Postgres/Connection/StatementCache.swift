/// Which statements a session has prepared, and under which names.
struct StatementCache {
  /// By the statements' fingerprints. A second statement of the same one takes the place of the first.
  private var entries: [UInt64: Entry] = [:]
  /// Names that the server still knows and that nobody will use again.
  private var retired: [String] = []
  private var uses: UInt64 = 0
  private var made: UInt64 = 0

  /// Behind a pooler several connections may meet in one session of the server. A name of another
  /// connection must be unknown there, never another statement.
  private let prefix = "heartly_" + String(UInt64.random(in: .min ... .max), radix: 36) + "_"

  /// What is prepared: a text and the types that its parameters were declared with. Never their values.
  struct Key {
    let fingerprint: UInt64
    let text: [UInt8]
    let types: [UInt32]

    init(_ statement: BoundStatement, fingerprint: UInt64) {
      self.fingerprint = fingerprint
      text = statement.text
      types = statement.parameters.types
    }

    func fits(_ statement: BoundStatement) -> Bool {
      statement.hasText(text) && statement.parameters.have(types)
    }
  }

  private struct Entry {
    let key: Key
    let name: String
    var lastUse: UInt64
  }

  var count: Int { entries.count }

  /// The name of a prepared statement.
  mutating func name(of statement: BoundStatement, fingerprint: UInt64) -> String? {
    guard let index = entries.index(forKey: fingerprint),
      entries.values[index].key.fits(statement)
    else { return nil }
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
    let former = entries.updateValue(
      Entry(key: key, name: name, lastUse: uses),
      forKey: key.fingerprint
    )
    if let former { retired.append(former.name) }
  }

  /// Takes out the statements that were not used for longest, down to the limit, and returns the
  /// names that the server should forget.
  mutating func evict(to limit: Int) -> [String] {
    defer { if !retired.isEmpty { retired = [] } }
    guard entries.count > limit else { return retired }
    let oldest = entries.sorted { $0.value.lastUse < $1.value.lastUse }
    for (fingerprint, _) in oldest.prefix(entries.count - max(0, limit)) { retire(fingerprint) }
    return retired
  }

  /// Forgets all, and has the server forget them: one whose result type changed is seldom alone.
  mutating func retireAll() {
    for fingerprint in entries.keys { retire(fingerprint) }
  }

  private mutating func retire(_ fingerprint: UInt64) {
    if let entry = entries.removeValue(forKey: fingerprint) { retired.append(entry.name) }
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
