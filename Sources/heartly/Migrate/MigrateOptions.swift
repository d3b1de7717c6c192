public import ArgumentParser
public import Migrate
import Postgres

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Where the migrations are.
struct DirectoryOptions: ParsableArguments {
  @Option(
    name: [.customShort("d"), .long],
    help: ArgumentHelp("The directory of the migrations.", valueName: "path")
  )
  var directory = Self.usual

  /// Where they are unless something else is said.
  static let usual = "db/migrations"
}

/// What all commands share that work with migrations and a database.
struct MigrateOptions: ParsableArguments {
  @OptionGroup var files: DirectoryOptions
  @OptionGroup var repeatables: RepeatableOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: FormatOptions

  func migrator() throws(Failure) -> Migrator {
    var migrator = Self.migrator(in: files.directory)
    try RepeatableChoice(given: repeatables.repeatable, beside: files.directory)
      .configure(&migrator, migrations: files.directory)
    return migrator
  }

  static func migrator(in directory: String, monitor: ConnectionTarget? = nil) -> Migrator {
    var migrator = Migrator(directory: FilePath(directory))
    migrator.toolVersion = Heartly.version
    migrator.monitor = monitor
    migrator.cacheDirectory = Platform.cacheDirectory.map { FilePath($0) }
    return migrator
  }

  /// A session for the engine: each of its statements runs once, so none is kept prepared.
  static func session(
    on target: ConnectionTarget,
    onNotice: (@Sendable (ServerError) -> Void)? = nil
  ) async throws -> sending Connection {
    try await session(opening(on: target, onNotice: onNotice))
  }

  /// Begins to open such a session.
  static func opening(
    on target: ConnectionTarget,
    onNotice: (@Sendable (ServerError) -> Void)? = nil
  ) -> PendingConnection {
    var options = ConnectionOptions()
    options.statements = .unnamed
    options.applicationName = "heartly migrate"
    options.onNotice = onNotice
    return PendingConnection(to: target, options: options)
  }

  static func session(_ opening: PendingConnection) async throws -> sending Connection {
    do {
      return try await opening.connection()
    } catch .cancelled {
      throw Failure(message: "error: \(MigrateError.interrupted(at: nil, finished: 0))")
    } catch {
      throw Failure(message: "error: \(error)")
    }
  }
}

/// How long to wait for locks.
struct LockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How long one statement waits for a lock before it lets others through, in milliseconds.",
      valueName: "ms"
    )
  )
  var lockTimeout = 100

  @Option(
    help: ArgumentHelp(
      "How long a migration that could not get its locks is tried again, in seconds.",
      valueName: "s"
    )
  )
  var lockRetry = 60

  @Option(
    help: ArgumentHelp(
      "How long to wait for another runner of migrations, in seconds.",
      valueName: "s"
    )
  )
  var runnerTimeout = 600

  func validate() throws {
    guard lockTimeout > 0 else {
      throw ValidationError(
        "--lock-timeout must be at least 1 ms: without a limit, readers would wait without end."
      )
    }
    guard lockRetry >= 0, runnerTimeout >= 0 else {
      throw ValidationError("--lock-retry and --runner-timeout cannot be negative.")
    }
  }

  var patience: LockPatience {
    var patience = LockPatience()
    patience.lockTimeout = .milliseconds(lockTimeout)
    patience.retryFor = .seconds(lockRetry)
    patience.runnerTimeout = .seconds(runnerTimeout)
    return patience
  }
}

extension MigrationVersion: ExpressibleByArgument {
  /// Reads 1 to 19 digits; 0 is the state before the first migration.
  public init?(argument: String) {
    self.init(argument)
  }
}
