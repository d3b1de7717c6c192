import ArgumentParser
import Postgres

struct SeedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seed",
    abstract: "Fill a database with organisations, people and clients that nobody is.",
    discussion: """
      Names are of many scripts, and the same for the same --seed. Needs a role that may make temporary \
      tables and act as heartly_owner, such as the private cluster's.
      """
  )

  @OptionGroup var database: DatabaseOptions

  @Option(help: ArgumentHelp("How many organisations.", valueName: "number"))
  var tenants = 2

  @Option(help: ArgumentHelp("How many clients each has.", valueName: "number"))
  var clients = 200

  @Option(help: ArgumentHelp("What chance begins with.", valueName: "number"))
  var seed: UInt64 = 1

  @Flag(help: "Fill a database that has organisations already.")
  var force = false

  func validate() throws {
    guard (1...10_000).contains(tenants), (1...10_000_000).contains(clients) else {
      throw ValidationError("--tenants is from 1 to 10000, --clients from 1 to 10000000.")
    }
  }

  func run() async throws {
    try await Interruption().watching { () async throws in
      let connection = try await MigrateOptions.session(on: try await database.target())
      defer { connection.close() }
      do {
        try await fill(connection)
      } catch let error as PostgresError {
        throw Failure(message: "error: \(error)")
      }
    }
  }

  /// One transaction for each organisation: an interruption leaves whole ones.
  private func fill(_ connection: Connection) async throws {
    try await refuseWhatIsInUse(connection)
    for number in 0..<tenants {
      var crowd = SyntheticTenant(number: number, seed: seed)
      try await connection.transaction { connection in
        try await crowd.write(to: connection, clients: clients) { written in
          progress((number * clients + written), of: tenants * clients)
        }
      }
    }
    Output.flush()
    Output.line("\(tenants) organisations with \(clients) clients each.")
  }

  private func refuseWhatIsInUse(_ connection: Connection) async throws {
    let isInUse: Bool = try await connection.transaction { connection in
      try await connection.execute("SET LOCAL ROLE heartly_owner")
      try await connection.execute("SELECT heartly.begin_operation()")
      return try await connection.query("SELECT EXISTS (SELECT FROM tenant)").only().decode(0)
    }
    guard !isInUse || force else {
      throw Failure(
        message: "error: the database has organisations already; --force adds invented ones to them"
      )
    }
  }

  private func progress(_ done: Int, of all: Int) {
    let width = 30
    let filled = done * width / all
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    Output.live("\(bar) \(done) of \(all) clients")
  }
}
