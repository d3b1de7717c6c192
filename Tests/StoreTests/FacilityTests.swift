import Access
import CareFixture
import Postgres
import Store
import Testing

@Suite struct FacilityTests {
  let sunrise = Organisation.sunriseCare
  let harbor = Organisation.harborHomes
  static let birch = NewFacility(
    name: "Birch House",
    address: "9 Main Street",
    city: "Sacramento",
    state: "CA",
    zip: "95814"
  )

  @Test func `a person reads the houses that are theirs, and each reading is recorded`()
    async throws
  {
    try await StoreSession.with { session in
      let oak = try await session.as(.sam) { try await $0.facility(sunrise.oakHouse) }
      #expect(oak.city == "Sacramento")
      let foreign = [sunrise.pineHouse, sunrise.elmHouse, harbor.oakHouse, .new()]
      for facility in foreign {
        await #expect(throws: StoreError.notFound) {
          try await session.as(.sam) { try await $0.facility(facility) }
        }
      }
      let rows = try await session.list(
        """
        SELECT concat_ws(' ', action, outcome, "targetFacilityId") FROM user_action_audit_log
        WHERE "tenantId" = \(sunrise.id) ORDER BY outcome DESC, created_at
        """
      )
      #expect(
        rows == ["READ SUCCESS \(sunrise.oakHouse)"] + foreign.map { "READ DENIED \($0)" }
      )
    }
  }

  @Test func `a list shows the person's houses page by page`() async throws {
    try await StoreSession.with { session in
      _ = try await session.as(.olivia) { try await $0.create(Self.birch) }
      let first = try await session.as(.olivia) { try await $0.facilities(PageRequest(limit: 2)) }
      #expect(first.elements.map(\.name).first == "Birch House")
      #expect(first.elements.count == 2)
      let cursor = try #require(first.next)
      let second = try await session.as(.olivia) {
        try await $0.facilities(PageRequest(limit: 2, cursor: cursor))
      }
      #expect(second.elements.count == 1)
      #expect(second.next == nil)
      let staff = try await session.as(.sam) { try await $0.facilities(PageRequest()) }
      #expect(staff.elements.map(\.id) == [sunrise.oakHouse])
      let nobodys = try await session.as(.lone) { try await $0.facilities(PageRequest()) }
      #expect(nobodys.elements == [])
      await #expect(throws: StoreError.invalidCursor) {
        try await session.as(.adam) { try await $0.facilities(PageRequest(cursor: cursor)) }
      }
    }
  }

  @Test func `a house is opened, changed, closed and opened again`() async throws {
    try await StoreSession.with { session in
      await #expect(throws: StoreError.refused(.notPermitted)) {
        try await session.as(.adam) { try await $0.create(Self.birch) }
      }
      let made = try await session.as(.olivia) { try await $0.create(Self.birch) }
      var change = FacilityChange()
      change.roomCount = .set(7)
      let changed = try await session.as(.olivia) { [change] in
        try await $0.update(made.id, change, ifVersion: made.version)
      }
      #expect(changed.roomCount == 7)
      #expect(changed.name == made.name)
      await #expect(throws: StoreError.changed) {
        try await session.as(.olivia) { [change] in
          try await $0.update(made.id, change, ifVersion: made.version)
        }
      }
      await #expect(throws: StoreError.notFound) {
        try await session.as(.adam) { [change] in
          try await $0.update(made.id, change, ifVersion: nil)
        }
      }
      await #expect(throws: StoreError.conflict(constraint: "FK_client_facility")) {
        try await session.as(.olivia) { try await $0.deleteFacility(sunrise.oakHouse) }
      }
      try await session.as(.olivia) { try await $0.deleteFacility(made.id) }
      _ = try await session.as(.olivia) { try await $0.create(Self.birch) }
      await #expect(throws: StoreError.conflict(constraint: "UQ_facility_name")) {
        try await session.as(.olivia) { try await $0.restoreFacility(made.id) }
      }
      try await session.as(.olivia) { try await $0.restoreFacility(sunrise.elmHouse) }
      _ = try await session.as(.olivia) { try await $0.facility(sunrise.elmHouse) }
    }
  }

  @Test func `what a house that is not theirs holds is not there`() async throws {
    try await StoreSession.with { session in
      let clients = try await session.as(.sam) {
        try await $0.clients(.facility(sunrise.oakHouse), PageRequest())
      }
      #expect(clients.elements.map(\.id) == [sunrise.ana, sunrise.jose])
      let staff = try await session.as(.sam) {
        try await $0.staff(of: sunrise.oakHouse, PageRequest())
      }
      #expect(staff.elements.map(\.firstName) == ["adam", "cora", "rita", "sam"])
      for (person, facility) in [
        (Person.sam, sunrise.pineHouse), (.sam, .new()), (.olivia, harbor.oakHouse),
        (.olivia, sunrise.elmHouse), (.olivia, .new()),
      ] {
        await #expect(throws: StoreError.notFound) {
          try await session.as(person) { try await $0.clients(.facility(facility), PageRequest()) }
        }
        await #expect(throws: StoreError.notFound) {
          try await session.as(person) { try await $0.staff(of: facility, PageRequest()) }
        }
      }
      let outcomes = try await session.list(
        "SELECT outcome || count(*) FROM user_action_audit_log GROUP BY outcome ORDER BY outcome"
      )
      #expect(outcomes == ["DENIED10", "SUCCESS2"])
    }
  }
}
