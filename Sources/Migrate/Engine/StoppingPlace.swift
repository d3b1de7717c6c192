/// How far a migration had come when something ended the run.
public struct StoppingPlace: Sendable, Hashable {
  /// The migration.
  public let migration: MigrationIdentifier
  /// The statement that was under way, counted from 1.
  public let statement: Int
  /// How many it has.
  public let statements: Int
  /// Whether nothing of it is left.
  public let isRolledBack: Bool
}

extension StoppingPlace: CustomStringConvertible {
  /// The place, and what follows from the interruption, as the end of a sentence and the next one.
  public var description: String {
    let place = "statement \(statement) of \(statements) of \(migration)"
    return isRolledBack
      ? "\(place), which was rolled back; nothing of it is left."
      : "\(place), which runs outside of a transaction: the statements before this one stay. "
        + "The same command goes on from here."
  }
}
