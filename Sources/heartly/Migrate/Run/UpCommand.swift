import ArgumentParser
import Migrate

struct UpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Apply the migrations that are pending.",
    discussion: """
      With --all or --schemas, in many databases or schemas: what fails in one stops none of the others, \
      and the exit status is 1 if any failed.
      """
  )

  @OptionGroup var options: MigrateOptions
  @OptionGroup var locks: LockOptions
  @OptionGroup var limits: BackfillOptions
  @OptionGroup var many: ManyOptions

  @Option(
    help: ArgumentHelp("Apply migrations up to and including this version.", valueName: "version")
  )
  var to: MigrationVersion?

  @OptionGroup var mirror: MirrorOptions

  @Flag(help: "Say what would run, and run nothing.")
  var dryRun = false

  @Flag(help: "Apply a file although a newer one is applied already.")
  var allowOutOfOrder = false

  @Flag(help: "Run the files although the analyser finds that they will fail.")
  var noLint = false

  @Flag(help: "Show the DETAIL of an error, which may quote the data of a row.")
  var showDetail = false

  func validate() throws {
    guard !dryRun || (many.all == nil && many.schemas == nil) else {
      throw ValidationError("--dry-run is for one database; `migrate status` shows many.")
    }
    guard mirror.dualWrite == nil || (many.all == nil && many.schemas == nil) else {
      throw ValidationError("--dual-write is for one database.")
    }
  }

  func run() async throws {
    if try await runsOnMany() { return }
    var task = MigrateTask(options, locks, limits)
    task.isInspected = !noLint
    task.mirror = mirror.dualWrite
    task.allowsOutOfOrder = allowOutOfOrder
    task.isDryRun = dryRun
    task.showsDetail = showDetail
    try await task.run(to.map { .up(through: $0) } ?? .head)
  }

  /// Whether the command is for many databases, in which case it has been done.
  private func runsOnMany() async throws -> Bool {
    guard let places = try await many.places(options.database) else { return false }
    var migrator = try options.migrator()
    migrator.patience = locks.patience
    migrator.backfill = limits.limits
    migrator.allowsOutOfOrder = allowOutOfOrder
    let goal = to.map { Plan.Goal.up(through: $0) } ?? .head
    try await options.output.reporting { [migrator] () async throws in
      try await ManyUp(
        places: places,
        migrator: migrator,
        goal: goal,
        files: migrator.files(for: goal),
        jobs: many.jobs,
        inspection: noLint ? nil : SharedInspection(directory: options.files.directory)
      ).run(format: options.output.format)
    }
    return true
  }
}

struct DownCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "down",
    abstract: "Take migrations back, the newest first.",
    discussion: "Without --to and --steps, the newest one."
  )

  @OptionGroup var options: MigrateOptions
  @OptionGroup var locks: LockOptions
  @OptionGroup var limits: BackfillOptions

  @Option(
    help: ArgumentHelp(
      "Take back everything after this version; 0 takes back everything.",
      valueName: "version"
    )
  )
  var to: MigrationVersion?

  @Option(help: ArgumentHelp("Take so many migrations back.", valueName: "number"))
  var steps: Int?

  @OptionGroup var mirror: MirrorOptions

  @Flag(help: "Say what would run, and run nothing.")
  var dryRun = false

  @Flag(help: "Show the DETAIL of an error, which may quote the data of a row.")
  var showDetail = false

  func validate() throws {
    guard to == nil || steps == nil else {
      throw ValidationError("Give --to or --steps, not both.")
    }
    guard (steps ?? 1) > 0 else { throw ValidationError("--steps must be at least 1.") }
  }

  func run() async throws {
    var task = MigrateTask(options, locks, limits)
    task.isDryRun = dryRun
    task.showsDetail = showDetail
    task.mirror = mirror.dualWrite
    try await task.run(to.map { .down(leaving: $0) } ?? .downSteps(steps ?? 1))
  }
}

struct RedoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Take the newest migrations back and apply them again from their files as they are."
  )

  @OptionGroup var options: MigrateOptions
  @OptionGroup var locks: LockOptions
  @OptionGroup var limits: BackfillOptions

  @Option(help: ArgumentHelp("So many migrations.", valueName: "number"))
  var steps = 1

  @OptionGroup var mirror: MirrorOptions

  @Flag(help: "Show the DETAIL of an error, which may quote the data of a row.")
  var showDetail = false

  func validate() throws {
    guard steps > 0 else { throw ValidationError("--steps must be at least 1.") }
  }

  func run() async throws {
    var task = MigrateTask(options, locks, limits)
    task.showsDetail = showDetail
    task.mirror = mirror.dualWrite
    try await task.run(.redo(steps: steps))
  }
}
