internal import Postgres

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// How far a run outside of a transaction had come with one statement.
struct StatementProgress: Sendable, Hashable {
  let version: MigrationVersion
  let direction: MigrationScript.Half
  /// The statement's number in its file, from 1.
  let statement: Int
  /// The checksum of the statement's tokens, by which an edited file is noticed.
  let checksum: Checksum
  /// Whether it is known to have taken effect. If not, it was begun, and may have.
  let isFinished: Bool

  init(row: Row) throws {
    let (version, direction, statement, checksum, isFinished) = try row.decode(
      as: Int64.self,
      String.self,
      Int32.self,
      Data.self,
      Bool.self
    )
    guard let number = MigrationVersion(version),
      let half = MigrationScript.Half(rawValue: direction),
      let checksum = Checksum(checksum)
    else { throw MigrateError.historyTampered(.invalidRow(version: version)) }
    self.version = number
    self.direction = half
    self.statement = Int(statement)
    self.checksum = checksum
    self.isFinished = isFinished
  }
}
