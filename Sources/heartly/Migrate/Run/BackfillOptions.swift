import ArgumentParser
import Migrate

/// What the server may be burdened with while statements run in batches.
struct BackfillOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Let batches wait while a replica is further behind, in seconds.",
      valueName: "s"
    )
  )
  var maxLag = 10

  @Option(
    help: ArgumentHelp(
      "Let batches wait while a replica has more of the log to apply, in MiB.",
      valueName: "MiB"
    )
  )
  var maxLagSize = 256

  @Option(
    help: ArgumentHelp(
      "Let batches wait while more sessions are at work. Default: half of max_connections.",
      valueName: "number"
    )
  )
  var maxActive: Int?

  @Option(
    help: ArgumentHelp(
      "Let batches wait while more sessions wait for locks.",
      valueName: "number"
    )
  )
  var maxLockWaits = 10

  func validate() throws {
    guard maxLag >= 0, maxLagSize >= 0, (maxActive ?? 0) >= 0, maxLockWaits >= 0,
      maxLagSize < 1 << 40
    else {
      throw ValidationError(
        "--max-lag, --max-lag-size, --max-active and --max-lock-waits cannot be negative."
      )
    }
  }

  var limits: BackfillLimits {
    var limits = BackfillLimits()
    limits.replicationLag = .seconds(maxLag)
    limits.replicationBytes = Int64(maxLagSize) << 20
    limits.activeSessions = maxActive
    limits.lockWaits = maxLockWaits
    return limits
  }
}
