import Postgres
import TestDatabase
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Schema {
  /// On 20, 50 and 200 tenants with 1,000 clients each.
  @Suite(.crowds) struct PlannerTests {
    @Test(arguments: Lookup.allCases, PlanMode.allCases)
    func `each lookup is served by its index, on the first page and the next`(
      lookup: Lookup,
      mode: PlanMode
    ) async throws {
      for database in try Crowds.current.all {
        for viewer in Viewer.allCases {
          try await PlanSession.run(in: database, as: viewer, mode) { session, subject in
            let first = try await session.run(lookup.page(of: subject))
            #expect(first.rows.isEmpty == (lookup.matches(viewer) == 0), "\(viewer)")
            try expect(first.plan, lookup, mode, viewer, of: database)

            guard lookup.isPaged, let last = first.rows.last else { return }
            let next = try await session.run(lookup.page(of: subject, after: last))
            try expect(next.plan, lookup, mode, viewer, of: database)
          }
        }
      }
    }

    private func expect(
      _ plan: ExecutedPlan,
      _ lookup: Lookup,
      _ mode: PlanMode,
      _ viewer: Viewer,
      of database: TestDatabase
    ) throws {
      #expect(plan.indexes.contains(lookup.index), "\(viewer): \(plan)")
      // The facilities of a few tenants are a few pages.
      let isFew = try database.name != Crowds.current.many.name
      #expect(plan.scannedTables.filter { !isFew || $0 != "facility" } == [], "\(viewer): \(plan)")
      #expect(plan.isGeneric == (mode == .generic), "\(viewer): \(plan)")
    }

    @Test(arguments: Lookup.allCases, Viewer.allCases)
    func `its cost does not grow with the number of other tenants`(
      lookup: Lookup,
      viewer: Viewer
    ) async throws {
      let crowds = try Crowds.current
      let few = try await buffers(of: lookup, in: crowds.few, as: viewer)
      let many = try await buffers(of: lookup, in: crowds.many, as: viewer)
      // Among ten times the tenants the rows of one lie further apart, until each is in a page of
      // its own, and a tree may be a level higher; that is all.
      #expect(many <= few * 3 + 8, "\(few) pages at 20 tenants, \(many) at 200")
    }

    @Test(arguments: Lookup.fast)
    func `it reads less than it did without the seventh migration`(lookup: Lookup) async throws {
      let crowds = try Crowds.current
      let before = try #require(crowds.buffersBefore[lookup])
      let after = try await buffers(of: lookup, in: crowds.many)
      #expect(after * 3 <= before * 2, "\(before) pages before, \(after) after")
    }

    @Test(arguments: Lookup.fast, Viewer.allCases)
    func `its pages, one after another, are the whole list`(
      lookup: Lookup,
      viewer: Viewer
    ) async throws {
      try await PlanSession.run(in: try Crowds.current.few, as: viewer, .custom) {
        session,
        subject in
        var seen: [UUID] = []
        var last: Row?
        var length = Lookup.pageLength
        while length == Lookup.pageLength {
          let rows = try await session.run(lookup.page(of: subject, after: last)).rows
          seen += try rows.map { try $0.decode("id") }
          last = rows.last ?? last
          length = rows.count
        }
        #expect(Set(seen).count == seen.count, "no row comes twice")
        #expect(seen.count == lookup.matches(viewer))
      }
    }

    /// What the first page asks for, in pages of 8 KiB.
    private func buffers(
      of lookup: Lookup,
      in database: TestDatabase,
      as viewer: Viewer = .superuser
    ) async throws -> Int {
      try await PlanSession.run(in: database, as: viewer, .custom) { session, subject in
        try await session.run(lookup.page(of: subject)).plan.buffers
      }
    }
  }
}

extension Lookup {
  /// How many rows the viewer gets of a tenant of the crowd, counted from how that was made. The ADMIN's
  /// facility has one client in five, what was done there, and three STAFF of five.
  fileprivate func matches(_ viewer: Viewer) -> Int {
    let isAdmin = viewer == .admin
    let clients = (1...1000).filter { $0 % 20 != 0 && (!isAdmin || $0 % 5 == 0) }
    let audit = (1...2000).filter { !isAdmin || $0 % 5 == 0 }
    return switch self {
    case .clientsOfFacility: clients.count { $0 % 5 == 0 }
    case .clientsByNamePrefix: clients.count { $0 % 13 == 4 }
    case .clientsByNameInfix: clients.count { $0 % 17 == 6 }
    case .usersByRole: (11...100).count { !isAdmin || [0, 3, 4].contains($0 % 5) }
    case .usersOnboarding: 10
    case .auditOfUser: audit.count { $0 % 100 == 12 && $0 % 40 != 0 }
    case .auditOfClient: audit.count { $0 % 1000 == 11 && $0 % 5 < 3 }
    case .auditOfFacility: audit.count { $0 % 5 == 0 }
    case .auditOfTenant: audit.count
    case .auditOfAction: audit.count { $0 % 40 != 0 && $0 % 8 < 3 }
    case .clientByUCI: clients.count { $0 == 123 }
    case .facilitiesOfUser: isAdmin ? 1 : 3
    }
  }
}
