import Access
import CareFixture
import Postgres
import Store
import Testing

@Suite struct UserTests {
  let sunrise = Organisation.sunriseCare
  let harbor = Organisation.harborHomes
  static let nina = NewUser(firstName: "Nina", lastName: "Simone", username: "nina")

  @Test func `staff see colleagues by name and themselves whole`() async throws {
    try await StoreSession.with { session in
      let cora = try await session.as(.sam) { try await $0.user(sunrise.person(.cora)) }
      #expect(cora.firstName == "cora")
      #expect(cora.account == nil)
      #expect(cora.version == nil)
      let sam = try await session.as(.sam) { try await $0.me() }
      #expect(sam.account?.username == "sam")
      let page = try await session.as(.sam) { try await $0.users(role: nil, PageRequest()) }
      #expect(page.elements.map(\.firstName) == ["adam", "rita", "cora", "sam"])
      #expect(page.elements.filter { $0.account != nil }.map(\.firstName) == ["sam"])
      let boss = try await session.as(.adam) { try await $0.user(sunrise.person(.rita)) }
      #expect(boss.account?.grants == Grants(granted: [.auditExport], refused: [.clientUpdate]))
      for stranger in [
        sunrise.person(.petra), sunrise.person(.lone), harbor.person(.sam), .new(),
      ] {
        await #expect(throws: StoreError.notFound) {
          try await session.as(.sam) { try await $0.user(stranger) }
        }
      }
    }
  }

  @Test func `a list is of one role or of all, page by page`() async throws {
    try await StoreSession.with { session in
      let first = try await session.as(.olivia) {
        try await $0.users(role: .staff, PageRequest(limit: 3))
      }
      #expect(first.elements.map(\.firstName) == ["cora", "lone", "petra"])
      let cursor = try #require(first.next)
      let second = try await session.as(.olivia) {
        try await $0.users(role: .staff, PageRequest(limit: 3, cursor: cursor))
      }
      #expect(second.elements.map(\.firstName) == ["sam"])
      #expect(second.next == nil)
      await #expect(throws: StoreError.invalidCursor) {
        try await session.as(.olivia) { try await $0.users(role: nil, PageRequest(cursor: cursor)) }
      }
      let all = try await session.as(.olivia) { try await $0.users(role: nil, PageRequest()) }
      #expect(
        all.elements.map(\.role.rawValue) == ["ADMIN", "ADMIN", "OWNER"]
          + Array(repeating: "STAFF", count: 4)
      )
    }
  }

  @Test func `an administrator makes and changes staff only`() async throws {
    try await StoreSession.with { session in
      let made = try await session.as(.adam) { try await $0.create(Self.nina) }
      #expect(made.role == .staff)
      let stored = try await session.as(.olivia) { try await $0.user(made.id) }
      #expect(stored == made)
      await #expect(throws: StoreError.notFound) {
        try await session.as(.adam) { try await $0.user(made.id) }
      }
      var admin = Self.nina
      admin.role = .admin
      await #expect(throws: StoreError.refused(.roleAboveStaff)) {
        try await session.as(.adam) { [admin] in try await $0.create(admin) }
      }
      var granted = Self.nina
      granted.grants.granted = [.clientMove]
      await #expect(throws: StoreError.refused(.roleAboveStaff)) {
        try await session.as(.adam) { [granted] in try await $0.create(granted) }
      }
      var phone = UserChange()
      phone.phone = .set("+15305550100")
      let sam = try await session.as(.adam) { [phone] in
        try await $0.update(sunrise.person(.sam), phone, ifVersion: nil)
      }
      #expect(sam.account?.phone == "+15305550100")
      await #expect(throws: StoreError.refused(.roleAboveStaff)) {
        try await session.as(.adam) { [phone] in
          try await $0.update(sunrise.person(.rita), phone, ifVersion: nil)
        }
      }
      await #expect(throws: StoreError.notFound) {
        try await session.as(.adam) { [phone] in
          try await $0.update(sunrise.person(.petra), phone, ifVersion: nil)
        }
      }
      let denied = try await session.list(
        """
        SELECT concat_ws(' ', action, "targetUserId") FROM user_action_audit_log
        WHERE outcome = 'DENIED' AND action = 'UPDATE' ORDER BY created_at
        """
      )
      #expect(denied == ["UPDATE \(sunrise.person(.rita))", "UPDATE \(sunrise.person(.petra))"])
    }
  }

  @Test func `nobody but an owner raises anybody`() async throws {
    try await StoreSession.with { session in
      var role = UserChange()
      role.role = .set(.owner)
      var grants = UserChange()
      grants.granted = .set([.auditExport])
      for person in [Person.adam, .sam] {
        for change in [role, grants] {
          await #expect(throws: StoreError.refused(.roleAboveStaff)) {
            try await session.as(person) {
              try await $0.update(sunrise.person(person), change, ifVersion: nil)
            }
          }
        }
      }
      var other = UserChange()
      other.phone = .set("+15305550100")
      await #expect(throws: StoreError.refused(.otherPerson)) {
        try await session.as(.sam) { [other] in
          try await $0.update(sunrise.person(.cora), other, ifVersion: nil)
        }
      }
      let raised = try await session.as(.olivia) { [grants] in
        try await $0.update(sunrise.person(.rita), grants, ifVersion: nil)
      }
      #expect(raised.account?.grants == Grants(granted: [.auditExport], refused: [.clientUpdate]))
      var last = UserChange()
      last.role = .set(.staff)
      await #expect(throws: StoreError.conflict(constraint: "CHK_user_last_owner")) {
        try await session.as(.olivia) { [last] in
          try await $0.update(sunrise.person(.olivia), last, ifVersion: nil)
        }
      }
    }
  }

  @Test func `a deactivated person is out at once, and comes back by an owner only`() async throws {
    try await StoreSession.with { session in
      let sam = sunrise.person(.sam)
      _ = try await session.as(.sam) { try await $0.me() }
      await #expect(throws: StoreError.notFound) {
        try await session.as(.adam) { try await $0.deleteUser(sunrise.person(.rita)) }
      }
      try await session.as(.adam) { try await $0.deleteUser(sam) }
      await #expect(throws: StoreError.sessionInvalid) {
        try await session.as(.sam) { try await $0.me() }
      }
      await #expect(throws: StoreError.refused(.notPermitted)) {
        try await session.as(.adam) { try await $0.restoreUser(sam) }
      }
      try await session.as(.olivia) { try await $0.restoreUser(sam) }
      _ = try await session.as(.olivia) { try await $0.user(sam) }
      await #expect(throws: StoreError.sessionInvalid) {
        try await session.as(.sam) { try await $0.me() }
      }
    }
  }
}
