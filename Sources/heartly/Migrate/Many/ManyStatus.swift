import Migrate
import Postgres

/// `heartly migrate status` of many databases or schemas.
struct ManyStatus: ManyWork {
  let places: ManyPlaces
  let migrator: Migrator
  let files: Migrator.Files
  let jobs: Int

  struct Line: Encodable, Sendable {
    var name: String
    var applied = 0
    var pending = 0
    /// What keeps the engine from running, or the database from being reached.
    var problems: [String] = []
  }

  func run(format: FormatOptions.Format) async throws {
    do {
      try files.check()
    } catch {
      throw Failure(message: "error: \(error)")
    }
    let run = ManyRun(places: places.places, jobs: jobs, work: self)
    let lines = try await Interruption().watching { await run.perform() }
    let found = zip(places.places, lines).map { place, line in
      line ?? Line(name: place.name, problems: ["not looked at: interrupted"])
    }
    if format == .json { Output.json(found) } else { show(found) }
    guard found.allSatisfy(\.problems.isEmpty) else { throw Failure(message: "") }
  }

  private func show(_ lines: [Line]) {
    for line in lines {
      Output.line("\(line.name): \(line.applied) applied, \(line.pending) pending")
      for problem in line.problems { Output.line("  problem: \(problem.indentedAfterFirst)") }
    }
    let pending = lines.count { $0.pending > 0 }
    let unsound = lines.count { !$0.problems.isEmpty }
    Output.line(
      "\(lines.count) \(places.kind.rawValue): \(pending) with pending migrations, "
        + "\(unsound) with problems"
    )
  }

  func perform(in place: MigrationPlace, _ lent: LentSession) async -> Line {
    var migrator = migrator
    migrator.schema = place.schema
    var line = Line(name: place.name)
    do {
      // Schemas are of one database; databases have a session each.
      defer { if place.schema == nil { lent.end() } }
      let session = try await lent.session(on: place.target)
      let found = try await migrator.examine(session, files: files)
      line.applied = found.status.applied.count
      line.pending = found.status.pending.count
      line.problems =
        found.status.rows.flatMap { row in row.problems.map { "\(row.identifier): \($0)" } }
        + found.problems.map(\.description)
    } catch let failure as Failure {
      line.problems = [failure.reason]
    } catch {
      line.problems = ["\(error)"]
    }
    return line
  }
}
