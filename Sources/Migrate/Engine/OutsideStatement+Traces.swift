extension OutsideStatement {
  /// Whether waiting for its locks holds up neither readers nor writers.
  var locksHarmlessly: Bool {
    switch self {
    case .createIndexConcurrently, .dropIndexConcurrently, .reindexConcurrently: true
    case .addEnumValue, .detachPartitionConcurrently, .other: false
    }
  }

  /// Whether the catalog tells of a statement that was begun that it has come to its end: then a record
  /// of it that is lost with the runner is not missed.
  var showsItsEnd: Bool {
    if case .createIndexConcurrently(let index) = self { index.name != nil } else { false }
  }

  /// Whether the catalog does not tell what it left behind when it failed from what another session
  /// has under way, so that the record of its beginning must stay.
  var leavesUnmarkedTraces: Bool {
    if case .reindexConcurrently = self { true } else { false }
  }
}
