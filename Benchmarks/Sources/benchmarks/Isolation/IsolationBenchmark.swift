import Postgres
import PostgresCluster

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What the isolation of tenants and the record of changes cost, each against the same without it.
struct IsolationBenchmark {
  let server: BenchmarkServer
  let pairs: Int
  let seconds: Int

  /// One side of a pair.
  private struct Side {
    var script: String
    var role = BenchmarkServer.runtimeRole
    var database = BenchmarkServer.measured
  }

  /// Databases that are as the measured one, but for one thing.
  private static let few = "measured_few"
  private static let signed = "measured_signed"
  private static let unaudited = "measured_unaudited"

  func run() async throws -> Report {
    try await makeDatabases()
    var figures: [Figure] = []

    // A superuser is held by no policy; everything else is the same, the context too.
    for person in [Residents.Person.owner, .admin] {
      for (name, script, goal) in [
        ("20 look-ups by key", RequestScript.keys, Figure.Goal.atMost(1.1)),
        ("20 look-ups by key, pipelined", RequestScript.keysPipelined, nil),
        ("20 lists of 50", RequestScript.lists, .atMost(1.1)),
        ("20 lists of 50, pipelined", RequestScript.listsPipelined, nil),
      ] {
        figures.append(
          try await figure(
            "policies: \(name), \(person.rawValue.uppercased())",
            Side(script: script),
            Side(script: script, role: PrivateCluster.superuser),
            goal,
            person
          )
        )
      }
    }
    figures.append(
      try await figure(
        "context against SELECT 1",
        Side(script: RequestScript.context),
        Side(script: RequestScript.selectOne)
      )
    )
    for (name, script) in [
      ("context alone", RequestScript.context),
      ("20 look-ups by key, pipelined", RequestScript.keysPipelined),
      ("20 lists of 50, pipelined", RequestScript.listsPipelined),
    ] {
      figures.append(
        try await figure(
          "guarded against signed: \(name)",
          Side(script: script),
          Side(script: script, database: Self.signed)
        )
      )
    }
    for (name, script) in [
      ("20 by prefix", RequestScript.prefixes), ("20 by infix", RequestScript.infixes),
    ] {
      figures.append(
        try await figure(
          "search, ten times the tenants: \(name)",
          Side(script: script),
          Side(script: script, database: Self.few)
        )
      )
    }
    let pages = try await Pairs.taking(1) { () async throws in
      try await pagesOfSearch(in: BenchmarkServer.measured)
    } peer: { () async throws in
      try await pagesOfSearch(in: Self.few)
    }
    figures.append(
      pages.figure("search, ten times the tenants: pages", .pages, of: \.self)
    )
    // Last, because it leaves rows behind.
    for (name, script, goal) in [
      ("INSERT of one row", RequestScript.insert, Figure.Goal.atMost(1.25)),
      ("UPDATE of one row", RequestScript.update, .atMost(1.25)),
      ("20 INSERTs, one commit", RequestScript.inserts, nil),
      ("20 UPDATEs, one commit", RequestScript.updates, nil),
    ] {
      figures.append(
        try await figure(
          "audit: \(name)",
          Side(script: script),
          Side(script: script, database: Self.unaudited),
          goal
        )
      )
    }
    return Report(title: "Isolation", ours: "with", peer: "without", figures: figures)
  }

  /// How long a transaction takes on each side.
  private func figure(
    _ name: String,
    _ ours: Side,
    _ peer: Side,
    _ goal: Figure.Goal? = nil,
    _ person: Residents.Person = .owner
  ) async throws -> Figure {
    let variables = try await server.connected { connection in
      try await Residents.variables(of: person, on: connection)
    }
    try await server.settle()
    func seconds(_ side: Side) async throws -> Double {
      let rate = try await Pgbench(
        server: server,
        script: side.script,
        target: server.connectionString(user: side.role, to: side.database),
        variables: variables,
        seconds: self.seconds
      ).run()
      return 1 / rate.perSecond
    }
    return try await Pairs.taking(pairs) { () async throws in
      try await seconds(ours)
    } peer: { () async throws in
      try await seconds(peer)
    }
    .figure(name, .microseconds, goal: goal, of: \.self)
  }

  /// How many pages a search by the middle of a name asks for.
  private func pagesOfSearch(in database: String) async throws -> Double {
    try await server.connected(user: BenchmarkServer.runtimeRole, to: database) { connection in
      try await connection.transaction { connection in
        try await connection.execute(
          """
          SELECT FROM heartly.begin_request(md5('tenant-7')::uuid, 'owner-7',
            '01890a5d-ac96-774b-bcce-b302099a8057')
          """
        )
        let statement = RequestScript.search(RequestScript.infix)
          .split(separator: ":tenant").joined(separator: "md5('tenant-7')::uuid")
        var pages = 0.0
        // Once more for a plan that finds the catalog in memory.
        for _ in 1...2 {
          let rows = try await connection.execute(
            SQLScript(text: "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) \(statement)")
          )
          let json = try rows[0].only().decode(0, as: String.self)
          pages = try JSONDecoder().decode([Explained].self, from: Data(json.utf8))[0].plan.pages
        }
        return pages
      }
    }
  }

  private struct Explained: Decodable {
    struct Plan: Decodable {
      var hit: Double
      var read: Double

      var pages: Double { hit + read }

      enum CodingKeys: String, CodingKey {
        case hit = "Shared Hit Blocks"
        case read = "Shared Read Blocks"
      }
    }

    var plan: Plan

    enum CodingKeys: String, CodingKey { case plan = "Plan" }
  }

  // MARK: Databases

  private func makeDatabases() async throws {
    let migrations = try MigrationSet(Repository.migrations, in: server.scratch)
    for (database, tenants) in [(BenchmarkServer.measured, 200), (Self.few, 20)]
      as [(String, Int32)]
    {
      try await server.makeDatabase(database)
      _ = try await server.psql(["-f", migrations.script.string], on: database).run()
      try await server.connected(to: database) { connection in
        // As in the driver's part: the disk would hide what is measured.
        try await connection.execute(
          SQLScript(text: "ALTER DATABASE \(database) SET synchronous_commit = off")
        )
        try await Residents.settle(tenants: tenants, on: connection)
      }
    }
    for (database, difference) in [
      (Self.signed, try Repository.signedContext()),
      (Self.unaudited, "ALTER TABLE client DISABLE TRIGGER client_audit"),
    ] {
      try await server.makeDatabase(database, from: BenchmarkServer.measured)
      try await server.connected(to: database) { connection in
        try await connection.execute(
          SQLScript(text: "ALTER DATABASE \(database) SET synchronous_commit = off")
        )
        try await connection.execute(SQLScript(text: difference))
      }
    }
  }
}
