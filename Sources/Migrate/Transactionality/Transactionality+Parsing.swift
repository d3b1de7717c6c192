extension Transactionality {
  /// Reads as much of a statement as its kind needs, usually its first word.
  init(of bytes: [UInt8], in range: Range<Int>) {
    var reader = StatementReader(bytes, in: range)
    guard let verb = reader.keyword else {
      self = .any
      return
    }
    reader.advance()
    self =
      Self.control(verb, reader) ?? Self.bound(verb, reader)
      ?? Self.outside(verb, reader).map(Self.outside) ?? .any
  }

  private static func control(_ verb: Keyword, _ rest: StatementReader) -> Transactionality? {
    var rest = rest
    switch verb {
    case .begin, .end, .abort: return .control(command: verb.rawValue.uppercased())
    case .start where rest.take(.transaction): return .control(command: "START TRANSACTION")
    case .prepare where rest.take(.transaction): return .control(command: "PREPARE TRANSACTION")
    case .commit, .rollback:
      let command = verb.rawValue.uppercased()
      if rest.take(.prepared) { return .control(command: "\(command) PREPARED") }
      _ = rest.take(.work) || rest.take(.transaction)
      if verb == .rollback, rest.take(.to) { return .needsTransaction(command: "ROLLBACK TO") }
      return .control(command: command)
    default: return nil
    }
  }

  private static func bound(_ verb: Keyword, _ rest: StatementReader) -> Transactionality? {
    var rest = rest
    switch verb {
    case .savepoint: return .needsTransaction(command: "SAVEPOINT")
    case .release: return .needsTransaction(command: "RELEASE")
    case .lock: return .needsTransaction(command: "LOCK")
    case .set:
      if rest.take(.local) { return .needsTransaction(command: "SET LOCAL") }
      if rest.take(.constraints) { return .needsTransaction(command: "SET CONSTRAINTS") }
      if rest.take(.transaction) { return .needsTransaction(command: "SET TRANSACTION") }
      return nil
    case .declare:
      while !rest.isAtEnd {
        if rest.take(.with, .hold) { return nil }
        rest.advance()
      }
      return .needsTransaction(command: "DECLARE CURSOR")
    default: return nil
    }
  }

  private static func outside(_ verb: Keyword, _ rest: StatementReader) -> OutsideStatement? {
    switch verb {
    case .create: create(rest)
    case .drop: drop(rest)
    case .alter: alter(rest)
    case .reindex: reindex(rest)
    case .cluster: cluster(rest)
    case .vacuum: .other(command: "VACUUM")
    case .discard: rest.keyword == .all ? .other(command: "DISCARD ALL") : nil
    default: nil
    }
  }
}

// MARK: - One command each

extension Transactionality {
  private static func create(_ rest: StatementReader) -> OutsideStatement? {
    var rest = rest
    switch rest.keyword {
    case .database: return .other(command: "CREATE DATABASE")
    case .tablespace: return .other(command: "CREATE TABLESPACE")
    case .subscription:
      // Only the creation of the replication slot on the other server cannot be taken back.
      while !rest.isAtEnd, rest.keyword != .with { rest.advance() }
      rest.advance()
      let options = rest.options()
      let createsSlot = options.isOn("create_slot", default: options.isOn("connect", default: true))
      return createsSlot ? .other(command: "CREATE SUBSCRIPTION") : nil
    default: break
    }
    let isUnique = rest.take(.unique)
    guard rest.take(.index), rest.take(.concurrently) else { return nil }
    let ifNotExists = rest.take(.if, .not, .exists)
    let name = rest.keyword == .on ? nil : rest.identifier()
    guard rest.take(.on) else { return .other(command: "CREATE INDEX CONCURRENTLY") }
    _ = rest.take(.only)
    guard let table = rest.qualifiedName() else {
      return .other(command: "CREATE INDEX CONCURRENTLY")
    }
    return .createIndexConcurrently(
      ConcurrentIndex(name: name, table: table, ifNotExists: ifNotExists, isUnique: isUnique)
    )
  }

  private static func drop(_ rest: StatementReader) -> OutsideStatement? {
    var rest = rest
    switch rest.keyword {
    case .database: return .other(command: "DROP DATABASE")
    case .tablespace: return .other(command: "DROP TABLESPACE")
    // It is refused in a transaction if a replication slot belongs to it, which the text cannot say.
    case .subscription: return .other(command: "DROP SUBSCRIPTION")
    default: break
    }
    guard rest.take(.index, .concurrently) else { return nil }
    let ifExists = rest.take(.if, .exists)
    guard let names = rest.qualifiedNames() else {
      return .other(command: "DROP INDEX CONCURRENTLY")
    }
    return .dropIndexConcurrently(names, ifExists: ifExists)
  }

  private static func alter(_ rest: StatementReader) -> OutsideStatement? {
    var rest = rest
    if rest.take(.system) { return .other(command: "ALTER SYSTEM") }
    if rest.take(.database) {
      _ = rest.identifier()
      return rest.take(.set, .tablespace) ? .other(command: "ALTER DATABASE … SET TABLESPACE") : nil
    }
    if rest.take(.subscription) { return alterSubscription(rest) }
    if rest.take(.type) { return alterType(rest) }
    guard rest.take(.table) else { return nil }
    _ = rest.take(.if, .exists)
    _ = rest.take(.only)
    guard let table = rest.qualifiedName() else { return nil }
    _ = rest.take("*")
    guard rest.take(.detach, .partition), let partition = rest.qualifiedName(),
      rest.take(.concurrently)
    else { return nil }
    return .detachPartitionConcurrently(table: table, partition: partition)
  }

  private static func alterType(_ rest: StatementReader) -> OutsideStatement? {
    var rest = rest
    guard let type = rest.qualifiedName(), rest.take(.add, .value) else { return nil }
    let ifNotExists = rest.take(.if, .not, .exists)
    guard let value = rest.string() else { return .other(command: "ALTER TYPE … ADD VALUE") }
    return .addEnumValue(EnumValue(type: type, value: value, ifNotExists: ifNotExists))
  }

  private static func alterSubscription(_ rest: StatementReader) -> OutsideStatement? {
    var rest = rest
    _ = rest.identifier()
    if rest.take(.refresh) { return .other(command: "ALTER SUBSCRIPTION … REFRESH PUBLICATION") }
    if rest.take(.set, .publication) || rest.take(.add, .publication)
      || rest.take(.drop, .publication)
    {
      while !rest.isAtEnd, rest.keyword != .with { rest.advance() }
      rest.advance()
      let refreshes = rest.options().isOn("refresh", default: true)
      return refreshes ? .other(command: "ALTER SUBSCRIPTION … PUBLICATION with refresh") : nil
    }
    if rest.take(.set) {
      let options = rest.options()
      // PostgreSQL 17 alters the slot on the other server, which cannot be taken back.
      let touchesSlot = options["failover"] != nil || options["two_phase"] != nil
      return touchesSlot ? .other(command: "ALTER SUBSCRIPTION … SET (failover)") : nil
    }
    return nil
  }

  private static func reindex(_ rest: StatementReader) -> OutsideStatement? {
    var rest = rest
    let isOption = rest.options().isOn("concurrently", default: false)
    guard let target = rest.keyword else { return nil }
    rest.advance()
    let isConcurrent = rest.take(.concurrently) || isOption
    let name = target.rawValue.uppercased()
    if isConcurrent { return .reindexConcurrently(target: name, rest.qualifiedName()) }
    switch target {
    case .database, .system, .schema: return .other(command: "REINDEX \(name)")
    default: return nil
    }
  }

  private static func cluster(_ rest: StatementReader) -> OutsideStatement? {
    var rest = rest
    _ = rest.options()
    _ = rest.take(.verbose)
    // Without a table it clusters every table, each in a transaction of its own.
    return rest.isAtEnd ? .other(command: "CLUSTER") : nil
  }
}
