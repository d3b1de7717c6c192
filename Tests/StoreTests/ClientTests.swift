import Access
import CareFixture
import Postgres
import Store
import Testing

@Suite struct ClientTests {
  let sunrise = Organisation.sunriseCare

  @Test func `a person reads the clients of their houses, and each reading is recorded`()
    async throws
  {
    try await StoreSession.with { session in
      let jose = try await session.as(.sam) { try await $0.client(sunrise.jose) }
      #expect(jose.firstName == "José")
      #expect(jose.lastName == "O'Brien")
      #expect(jose.birthDate == Day("1942-03-01"))
      let rows = try await session.list(
        """
        SELECT concat_ws(' ', action, outcome, "userId", "clientId", "targetFacilityId", "ipAddress")
        FROM user_action_audit_log WHERE "tenantId" = \(sunrise.id)
        """
      )
      #expect(
        rows == [
          "READ SUCCESS \(sunrise.person(.sam)) \(sunrise.jose) \(sunrise.oakHouse) 192.0.2.1"
        ]
      )
    }
  }

  @Test(arguments: [
    (Person.sam, Organisation.sunriseCare.akira), (.petra, Organisation.sunriseCare.jose),
    (.lone, Organisation.sunriseCare.jose), (.olivia, Organisation.harborHomes.jose),
    (.olivia, Organisation.sunriseCare.gone), (.olivia, ID<Client>.new()),
  ]) func `what is not theirs is not there`(person: Person, client: ID<Client>) async throws {
    try await StoreSession.with { session in
      await #expect(throws: StoreError.notFound) {
        try await session.as(person) { try await $0.client(client) }
      }
      let rows = try await session.list(
        """
        SELECT concat_ws(' ', "tenantId", action, outcome, "clientId") FROM user_action_audit_log
        """
      )
      #expect(rows == ["\(sunrise.id) READ DENIED \(client)"])
    }
  }

  @Test func `a list shows the person's clients page by page`() async throws {
    try await StoreSession.with { session in
      let first = try await session.as(.olivia) {
        try await $0.clients(.all, PageRequest(limit: 2))
      }
      #expect(first.elements.map(\.lastName) == ["Müller", "O'Brien"])
      let cursor = try #require(first.next)
      let second = try await session.as(.olivia) {
        try await $0.clients(.all, PageRequest(limit: 2, cursor: cursor))
      }
      #expect(second.elements.map(\.lastName) == ["日本"])
      #expect(second.next == nil)
      let staff = try await session.as(.sam) { try await $0.clients(.all, PageRequest()) }
      #expect(staff.elements.map(\.id) == [sunrise.ana, sunrise.jose])
      await #expect(throws: StoreError.invalidCursor) {
        try await session.as(.adam) { try await $0.clients(.all, PageRequest(cursor: cursor)) }
      }
      await #expect(throws: StoreError.invalidCursor) {
        try await session.as(.olivia) {
          try await $0.clients(.facility(sunrise.oakHouse), PageRequest(cursor: cursor))
        }
      }
    }
  }

  @Test func `a change needs the version that was read`() async throws {
    try await StoreSession.with { session in
      let before = try await session.as(.sam) { try await $0.client(sunrise.jose) }
      var change = ClientChange()
      change.phone = .set("+15305550100")
      let after = try await session.as(.sam) { [change] in
        try await $0.update(sunrise.jose, change, ifVersion: before.version)
      }
      #expect(after.phone == "+15305550100")
      #expect(after.updatedAt > before.updatedAt)
      await #expect(throws: StoreError.changed) {
        try await session.as(.adam) { [change] in
          try await $0.update(sunrise.jose, change, ifVersion: before.version)
        }
      }
      change.phone = .set(nil)
      let cleared = try await session.as(.sam) { [change] in
        try await $0.update(sunrise.jose, change, ifVersion: after.version)
      }
      #expect(cleared.phone == nil)
      #expect(cleared.firstName == "José")
    }
  }

  @Test func `a refused value names its constraint, and is recorded as a failure`() async throws {
    try await StoreSession.with { session in
      await #expect(throws: StoreError.conflict(constraint: "UQ_client_uci")) {
        try await session.as(.adam) {
          try await $0.create(
            NewClient(
              facility: sunrise.oakHouse,
              firstName: "Max",
              lastName: "Mustermann",
              birthDate: try #require(Day("1950-01-01")),
              uci: "UCI0001"
            )
          )
        }
      }
      let rows = try await session.list(
        "SELECT concat_ws(' ', action, outcome, details ->> 'reason') FROM user_action_audit_log"
      )
      #expect(rows == ["CREATE FAILURE 23505"])
    }
  }

  @Test func `a role that was taken away is gone at the next request`() async throws {
    try await StoreSession.with { session in
      _ = try await session.as(.adam) { try await $0.client(sunrise.jose) }
      try await session.operate(
        "UPDATE \"user\" SET role = 'STAFF' WHERE id = \(sunrise.person(.adam))"
      )
      await #expect(throws: StoreError.refused(.notPermitted)) {
        try await session.as(.adam) { try await $0.deleteClient(sunrise.jose) }
      }
      try await session.operate(
        "DELETE FROM facility_staff WHERE \"userId\" = \(sunrise.person(.adam))"
      )
      await #expect(throws: StoreError.notFound) {
        try await session.as(.adam) { try await $0.client(sunrise.jose) }
      }
      try await session.operate(
        "UPDATE tenant SET status = 'SUSPENDED' WHERE id = \(sunrise.id)"
      )
      await #expect(throws: StoreError.sessionInvalid) {
        try await session.as(.olivia) { try await $0.client(sunrise.jose) }
      }
    }
  }

  @Test func `what was refused to one person is refused although the role may`() async throws {
    try await StoreSession.with { session in
      await #expect(throws: StoreError.refused(.refusedToPerson)) {
        try await session.as(.rita) {
          try await $0.update(sunrise.jose, ClientChange(), ifVersion: nil)
        }
      }
      let rows = try await session.list(
        "SELECT concat_ws(' ', action, outcome, details ->> 'reason') FROM user_action_audit_log"
      )
      #expect(rows == ["UPDATE DENIED refused-to-person"])
    }
  }

  @Test func `a move needs both houses`() async throws {
    try await StoreSession.with { session in
      await #expect(throws: StoreError.refused(.otherFacility)) {
        try await session.as(.adam) {
          try await $0.move(sunrise.jose, to: sunrise.pineHouse, ifVersion: nil)
        }
      }
      let moved = try await session.as(.olivia) {
        try await $0.move(sunrise.jose, to: sunrise.pineHouse, ifVersion: nil)
      }
      #expect(moved.facility == sunrise.pineHouse)
      await #expect(throws: StoreError.conflict(constraint: "FK_client_facility")) {
        try await session.as(.olivia) {
          try await $0.move(sunrise.jose, to: sunrise.elmHouse, ifVersion: nil)
        }
      }
    }
  }

  @Test func `a deleted client comes back by an owner only`() async throws {
    try await StoreSession.with { session in
      try await session.as(.adam) { try await $0.deleteClient(sunrise.jose) }
      await #expect(throws: StoreError.notFound) {
        try await session.as(.adam) { try await $0.deleteClient(sunrise.jose) }
      }
      await #expect(throws: StoreError.refused(.notPermitted)) {
        try await session.as(.adam) { try await $0.restoreClient(sunrise.jose) }
      }
      try await session.as(.olivia) { try await $0.restoreClient(sunrise.jose) }
      let jose = try await session.as(.sam) { try await $0.client(sunrise.jose) }
      #expect(jose.id == sunrise.jose)
    }
  }
}
