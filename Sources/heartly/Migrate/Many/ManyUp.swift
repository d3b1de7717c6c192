import Migrate
import Postgres

/// `heartly migrate up` on many databases or schemas. The files are read once for all of them.
struct ManyUp: ManyWork {
  let places: ManyPlaces
  let migrator: Migrator
  let goal: Plan.Goal
  let files: Migrator.Files
  let jobs: Int
  /// What the analyser says of the files; nil where it is not to be asked.
  let inspection: SharedInspection?

  /// What became of one place.
  enum Outcome: Sendable {
    case applied(Int, milliseconds: Int64)
    case nothingToDo
    /// Why, and how many migrations were finished before.
    case failed(String, finished: Int)
  }

  func run(format: FormatOptions.Format) async throws {
    do {
      try files.check()
    } catch {
      throw Failure(message: "error: \(error)")
    }
    let run = ManyRun(places: places.places, jobs: jobs, work: self)
    let outcomes = try await Interruption().watching { await run.perform() }
    let report = ManyReport(places: places, outcomes: outcomes)
    report.show(as: format)
    guard report.isSuccess else { throw Failure(message: "") }
  }

  func perform(in place: MigrationPlace, _ lent: LentSession) async -> Outcome {
    var migrator = migrator
    migrator.schema = place.schema
    migrator.monitor = place.target
    if let inspection {
      migrator.inspect = { steps in try await inspection.check(steps, on: place.target) }
    }
    var finished = 0
    do {
      if place.schema != nil, try await isDone(migrator, place, lent) { return .nothingToDo }
      let start = ContinuousClock.now
      let connection = try await MigrateOptions.session(on: place.target)
      defer { connection.close() }
      let outcome = try await migrator.apply(goal, files: files, to: connection) { event in
        if case .finished = event { finished += 1 }
      }
      guard !outcome.steps.isEmpty else { return .nothingToDo }
      return .applied(outcome.steps.count, milliseconds: (.now - start).milliseconds)
    } catch let failure as Failure {
      return .failed(failure.reason, finished: finished)
    } catch {
      return .failed("\(error)", finished: finished)
    }
  }

  /// Whether a look at the history shows that there is nothing to do. What keeps the engine from running
  /// shows with the lock held, where another runner may have been at work.
  private func isDone(
    _ migrator: Migrator,
    _ place: MigrationPlace,
    _ lent: LentSession
  ) async throws -> Bool {
    let session = try await lent.session(on: place.target)
    do {
      return try await migrator.plan(goal, files: files, on: session).steps.isEmpty
    } catch {
      return false
    }
  }
}

/// What the analyser finds in the files, asked once for all databases that lack the same ones.
actor SharedInspection {
  private let directory: String
  private var found: [Set<MigrationVersion>: Bool] = [:]

  init(directory: String) { self.directory = directory }

  /// A file that seems to fail is judged again with what the database holds.
  func check(_ steps: [Plan.Step], on target: ConnectionTarget) async throws {
    let inspection = StepInspection(directory: directory, target: target)
    let versions = Set(steps.map(\.migration.identifier.version))
    let finds: Bool
    if let known = found[versions] {
      finds = known
    } else {
      finds = try inspection.findsFailures(in: steps)
      found[versions] = finds
    }
    if finds { try await inspection.check(steps) }
  }
}
