import ArgumentParser
import Postgres
import TransparencyLog

struct SealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Seal the new rows of the audit logs, sign the result and keep it outside.",
    discussion: """
      One sealer works at a time; another waits. Exit status 1 if the database is not what was \
      signed before: then nothing is signed.
      """
  )

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var place: AuditPlaceOptions

  @Option(help: ArgumentHelp("Seal again and again, so often: 500ms, 10s, 5m.", valueName: "time"))
  var every: Interval?

  @Flag(help: "Seal what is there and end. The default.")
  var once = false

  @Option(
    help: ArgumentHelp("How long to wait for another sealer, in seconds.", valueName: "s")
  )
  var sealerTimeout = 600

  func validate() throws {
    if once, every != nil { throw ValidationError("--once and --every exclude each other.") }
  }

  func run() async throws {
    let key = try place.signingKey()
    try await Interruption().watching { () async throws in
      do {
        let connection = try await AuditSession.open(database, as: .sealer)
        defer { connection.close() }
        try await seal(connection, key)
      } catch is CancellationError {
        return
      } catch PostgresError.cancelled {
        return
      } catch {
        throw AuditSession.failure(error)
      }
    }
  }

  private func seal(_ connection: Connection, _ key: NoteSigningKey) async throws {
    try await SealerLock.take(on: connection, within: .seconds(sealerTimeout))
    var sealer = Sealer(connection: connection, key: key, directory: place.checkpoints)
    try await sealer.publishAll()
    repeat {
      let sealed = try await sealer.sealEverything()
      if sealed.entries > 0 || every == nil {
        Output.line("\(sealed.entries) entries of \(sealed.logs) logs sealed.")
      }
      if let every { try await Task.sleep(for: every.duration) }
    } while every != nil
  }
}

/// A length of time on the command line.
struct Interval: ExpressibleByArgument {
  var duration: Duration

  init(duration: Duration) { self.duration = duration }

  init?(argument: String) {
    let digits = argument.prefix { $0.isNumber }
    guard let number = Int(digits), number > 0 else { return nil }
    switch argument.dropFirst(digits.count) {
    case "ms": duration = .milliseconds(number)
    case "s", "": duration = .seconds(number)
    case "m": duration = .seconds(60 * number)
    case "h": duration = .seconds(3600 * number)
    default: return nil
    }
  }
}
