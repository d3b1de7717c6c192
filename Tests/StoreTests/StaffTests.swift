import Access
import CareFixture
import Postgres
import Store
import Testing

@Suite struct StaffTests {
  let sunrise = Organisation.sunriseCare
  let harbor = Organisation.harborHomes

  @Test func `an assignment counts at the next request, and so does its end`() async throws {
    try await StoreSession.with { session in
      let lone = sunrise.person(.lone)
      await #expect(throws: StoreError.notFound) {
        try await session.as(.lone) { try await $0.client(sunrise.jose) }
      }
      for _ in 1...2 {
        try await session.as(.adam) { try await $0.assign(lone, to: sunrise.oakHouse) }
      }
      _ = try await session.as(.lone) { try await $0.client(sunrise.jose) }
      try await session.as(.adam) { try await $0.unassign(lone, from: sunrise.oakHouse) }
      await #expect(throws: StoreError.notFound) {
        try await session.as(.adam) { try await $0.unassign(lone, from: sunrise.oakHouse) }
      }
      await #expect(throws: StoreError.notFound) {
        try await session.as(.lone) { try await $0.client(sunrise.jose) }
      }
      let rows = try await session.list(
        """
        SELECT concat_ws(' ', action, outcome, details ->> 'isNew') FROM user_action_audit_log
        WHERE action LIKE '%ASSIGN' ORDER BY created_at
        """
      )
      #expect(
        rows == [
          "ASSIGN SUCCESS true", "ASSIGN SUCCESS false", "UNASSIGN SUCCESS", "UNASSIGN DENIED",
        ]
      )
    }
  }

  @Test func `nobody is taken over, and nothing is assigned that is not there`() async throws {
    try await StoreSession.with { session in
      for (person, user, house) in [
        (Person.adam, sunrise.person(.petra), sunrise.oakHouse),
        (.adam, ID<User>.new(), sunrise.oakHouse),
        (.adam, sunrise.person(.olivia), sunrise.oakHouse),
        (.adam, sunrise.person(.sam), sunrise.pineHouse),
        (.olivia, harbor.person(.sam), sunrise.oakHouse),
        (.olivia, sunrise.person(.sam), harbor.oakHouse),
        (.olivia, sunrise.person(.sam), sunrise.elmHouse),
      ] {
        await #expect(throws: StoreError.notFound) {
          try await session.as(person) { try await $0.assign(user, to: house) }
        }
      }
      try await session.as(.olivia) {
        try await $0.assign(sunrise.person(.petra), to: sunrise.oakHouse)
      }
      await #expect(throws: StoreError.refused(.notPermitted)) {
        try await session.as(.sam) {
          try await $0.assign(sunrise.person(.lone), to: sunrise.oakHouse)
        }
      }
    }
  }
}
