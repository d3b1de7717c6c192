#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

extension Migrator {
  /// The files of a directory, or what is wrong with them.
  public struct Files: Sendable {
    /// Nil where it is known without reading them what they amount to.
    let outcome: Result<[Migration], MigrateError>?
    let hasBothHalves: Bool
    /// What they amount to, where that is worth asking the server.
    let summary: FilesSummary?
    /// The second since 1970 in which reading them began.
    let readFrom: Int

    init(
      outcome: Result<[Migration], MigrateError>?,
      hasBothHalves: Bool,
      summary: FilesSummary?,
      readFrom: Int
    ) {
      self.outcome = outcome
      self.hasBothHalves = hasBothHalves
      self.summary = summary
      self.readFrom = readFrom
    }

    /// Takes migrations that need not be all that a directory holds, or that stand in none. Rollback
    /// is possible where all of them have both halves.
    public init(_ migrations: [Migration]) {
      outcome = .success(migrations)
      hasBothHalves = migrations.allSatisfy { $0.down != nil }
      summary = nil
      readFrom = 0
    }

    /// Throws what is wrong with them, if anything is.
    ///
    /// - Throws: ``MigrateError/directory(_:)``.
    public func check() throws(MigrateError) { _ = try outcome?.get() }
  }

  /// Reads the files that a goal needs, which can be done while the session is being opened.
  public func files(for goal: Plan.Goal = .head) -> Files {
    let second = OpenDirectory.second
    if case .head = goal, let summary = remembered() {
      return Files(outcome: nil, hasBothHalves: false, summary: summary, readFrom: second)
    }
    let outcome: Result<[Migration], MigrateError>
    do throws(MigrateError) {
      outcome = .success(try load(for: goal))
    } catch {
      outcome = .failure(error)
    }
    var summary: FilesSummary?
    if case .head = goal, case .success(let migrations) = outcome,
      migrations.count >= worthwhile
    {
      summary = FilesSummary(migrations)
    }
    return Files(
      outcome: outcome,
      hasBothHalves: goal.rollsBack,
      summary: summary,
      readFrom: second
    )
  }

  /// The migrations, which are read now if it was not necessary before.
  func migrations(of files: Files, for goal: Plan.Goal) throws(MigrateError) -> [Migration] {
    guard let outcome = files.outcome else { return try load(for: goal) }
    return try outcome.get()
  }

  private func remembered() -> FilesSummary? {
    guard let cacheDirectory, let migrations = try? OpenDirectory(directory) else { return nil }
    return SummaryCache(directory: cacheDirectory).summary(of: migrations)
  }

  /// Remembers what files amount to that were read.
  func remember(_ summary: FilesSummary, of files: Files) {
    guard let cacheDirectory, files.outcome != nil else { return }
    SummaryCache(directory: cacheDirectory).remember(
      summary,
      of: directory,
      readFrom: files.readFrom
    )
  }
}
