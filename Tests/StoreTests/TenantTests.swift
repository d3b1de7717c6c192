import Access
import CareFixture
import Postgres
import Store
import TestDatabase
import Testing

@Suite struct TenantTests {
  @Test func `an owner sees the organisation whole, others its name`() async throws {
    try await StoreSession.with { session in
      let whole = try await session.as(.olivia) { try await $0.tenant() }
      #expect(whole.account?.status == "ACTIVE")
      for person in [Person.adam, .sam, .lone] {
        let name = try await session.as(person) { try await $0.tenant() }
        #expect(name.name == "sunrise")
        #expect(name.account == nil)
      }
    }
  }

  @Test func `settings are merged at the version that was read`() async throws {
    try await StoreSession.with { session in
      let before = try await session.as(.olivia) { try await $0.tenant() }
      let after = try await session.as(.olivia) {
        try await $0.updateTenant(settings: #"{"a": {"b": 1, "c": 2}}"#, ifVersion: before.version)
      }
      #expect(after.account?.settings == #"{"a": {"b": 1, "c": 2}}"#)
      await #expect(throws: StoreError.changed) {
        try await session.as(.olivia) {
          try await $0.updateTenant(settings: "{}", ifVersion: before.version)
        }
      }
      await #expect(throws: StoreError.refused(.notPermitted)) {
        try await session.as(.adam) { try await $0.updateTenant(settings: "{}", ifVersion: nil) }
      }
    }
  }

  /// The examples of RFC 7396, appendix A, that begin with an object.
  @Test(arguments: [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
    (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
    (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
    (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, "null", "null"),
    (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
    ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
  ]) func `a merge patch does what the standard says`(target: String, patch: String, result: String)
    async throws
  {
    try await CareDatabase.with { database in
      let connection = try await database.connect()
      defer { connection.close() }
      let rows = try await connection.query(
        """
        SELECT heartly.merge_patch(\(JSON(text: target)), \(JSON(text: patch))) = \(JSON(text: result))
        """
      )
      #expect(try rows.only().decode(0, as: Bool.self))
    }
  }
}
