import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

/// Databases with tenants that are alike: few in one, ten times as many in another, and some in between.
struct Crowds: Sendable {
  static let fewTenants: Int32 = 20
  static let someTenants: Int32 = 50
  static let manyTenants: Int32 = 200

  var few: TestDatabase
  var some: TestDatabase
  var many: TestDatabase
  /// What each lookup's first page asked for, in pages of 8 KiB, with many tenants and without the
  /// seventh migration.
  var buffersBefore: [Lookup: Int]

  /// Each of them.
  var all: [TestDatabase] { [few, some, many] }

  @TaskLocal fileprivate static var loaded: Crowds?

  /// The databases of the suite that runs.
  static var current: Crowds {
    get throws { try #require(loaded, "the suite is not marked with .crowds") }
  }

  /// Loads a database whose tables get the performance indexes when they hold rows, as migrations
  /// do on a database in use.
  fileprivate static func fill(
    _ database: TestDatabase,
    tenants: Int32,
    before: () async throws -> Void = {}
  ) async throws {
    let connection = try await database.connect()
    defer { connection.close() }
    try await Schema.migrator.apply(.downSteps(Checkout.migrationCount - 6), to: connection)
    try await Crowd.load(tenants: tenants, into: database)
    try await settle(connection)
    try await before()
    try await Schema.migrator.apply(to: connection)
    try await Crowd.signIn(tenants: tenants, to: database)
    try await settle(connection)
  }

  /// Makes statistics, and marks the pages that an index-only scan need not look into. VACUUM leaves
  /// out those that an older snapshot, such as autovacuum's, may still see otherwise.
  private static func settle(_ connection: Connection) async throws {
    try await connection.execute("VACUUM (ANALYZE)")
    let deadline = ContinuousClock.now + .seconds(300)
    var isSettled = false
    while !isSettled, .now < deadline {
      try await connection.execute("VACUUM client")
      isSettled = try await connection.query(
        "SELECT relallvisible >= relpages FROM pg_class WHERE oid = 'client'::regclass"
      ).only().decode(0)
    }
    try #require(isSettled, "an old snapshot stands in the way of VACUUM")
  }
}

/// Makes the databases before a suite and drops them afterwards.
struct CrowdScope: SuiteTrait, TestScoping {
  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    let template = try Schema.template
    try await withTestDatabase(from: template) { few in
      try await withTestDatabase(from: template) { some in
        try await withTestDatabase(from: template) { many in
          var crowds = Crowds(few: few, some: some, many: many, buffersBefore: [:])
          try await Crowds.fill(few, tenants: Crowds.fewTenants)
          try await Crowds.fill(some, tenants: Crowds.someTenants)
          try await Crowds.fill(many, tenants: Crowds.manyTenants) {
            crowds.buffersBefore = try await firstPages(in: many)
          }
          try await Crowds.$loaded.withValue(crowds) { try await function() }
        }
      }
    }
  }

  private func firstPages(in database: TestDatabase) async throws -> [Lookup: Int] {
    try await PlanSession.run(in: database, .custom) { session, subject in
      var buffers: [Lookup: Int] = [:]
      for lookup in Lookup.allCases {
        buffers[lookup] = try await session.run(lookup.page(of: subject)).plan.buffers
      }
      return buffers
    }
  }
}

extension Trait where Self == CrowdScope {
  /// 20, 50 and 200 tenants for the tests of the suite, which only read.
  static var crowds: CrowdScope { CrowdScope() }
}
