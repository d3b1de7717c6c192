/// What each change of the relations replaced, so that it can be taken back.
struct Journal: Sendable {
  /// The oldest first.
  private(set) var changes: [(id: RelationID, before: Relation?)] = []
  /// The number of changes when somebody last asked to be able to come back to that very state.
  private var floor = 0
  /// Where the first change of a relation since the floor stands. An entry of changes that were taken
  /// back means nothing.
  private var first: [RelationID: Int] = [:]

  mutating func note(_ id: RelationID, _ before: Relation?) { changes.append((id, before)) }

  /// Takes out all changes since there were so many.
  mutating func takeBack(to count: Int) -> ArraySlice<(id: RelationID, before: Relation?)> {
    let undone = changes[count...]
    changes.removeSubrange(count...)
    floor = min(floor, count)
    return undone
  }

  /// Remembers the state as it is: it will be asked for after more statements.
  mutating func keep() { floor = changes.count }

  /// Forgets the states between the statements: nobody comes back to that before the last statement,
  /// whose changes began there. Of many changes of one relation one is kept.
  mutating func settle(since start: Int) {
    // A ROLLBACK took back more than its own.
    guard start < changes.count else { return }
    var kept = start
    for position in start..<changes.count {
      let change = changes[position]
      if let earlier = first[change.id], earlier >= floor, earlier < kept,
        changes[earlier].id == change.id
      {
        continue
      }
      first[change.id] = kept
      changes[kept] = change
      kept += 1
    }
    changes.removeSubrange(kept...)
  }
}
