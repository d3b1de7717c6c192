import Access
import CareFixture
import Foundation
import Postgres
import Testing

@testable import API

/// Case 7 of the attacks: identifiers that are tried one after the other.
@Suite struct GuessTests {
  let sunrise = Organisation.sunriseCare

  @Test func `no id that is tried finds anything, and one alarm is raised`() async throws {
    let log = RecordedLog()
    try await ServedAPI.with(log: log) { api in
      let token = try await api.token(of: .sam)
      let count = Soak.isOn ? 10_000 : 1_000
      try await WireSession.with(api.port) { session in
        let unknown = try await session.get("/v1/clients/\(ID<Client>.new())", token: token)
        for _ in 1..<count {
          // Half of them as our own are made, half by chance alone.
          let id = Bool.random() ? ID<Client>.new() : ID(UUID())
          let answer = try await session.get("/v1/clients/\(id)", token: token)
          #expect(answer.comparable == unknown.comparable)
        }
      }
      let alarms = log.lines.filter { $0.hasPrefix("warning") }
      #expect(alarms.count == 1)
      #expect(alarms.first?.contains("user=\(sunrise.person(.sam))") == true)
      #expect(alarms.first?.contains("tenant=\(sunrise.id)") == true)
      // Each is in the audit log, too.
      let denied = try await api.list(
        """
        SELECT count(*)::text FROM user_action_audit_log
        WHERE outcome = 'DENIED' AND "userId" = \(sunrise.person(.sam))
        """
      )
      #expect(denied == ["\(count)"])
    }
  }

  @Test func `an alarm comes once in a window, for each person by themselves`() throws {
    let watch = try #require(GuessWatch(limit: 3))
    let (one, other) = (ID<User>.new(), ID<User>.new())
    let start = ContinuousClock.now
    let first = (0..<9).map { _ in watch.isAlarm(for: one, at: start) }
    #expect(first == [false, false, true] + Array(repeating: false, count: 6))
    #expect(!watch.isAlarm(for: other, at: start))
    let later = (0..<3).map { _ in watch.isAlarm(for: one, at: start + GuessWatch.window) }
    #expect(later == [false, false, true])
    #expect(GuessWatch(limit: 0) == nil)
  }

  @Test func `who follows links to what was removed gives no alarm`() async throws {
    let log = RecordedLog()
    try await ServedAPI.with(log: log) { api in
      for _ in 0..<5 { _ = try await api.send("GET", "/v1/clients/\(sunrise.gone)") }
      for _ in 0..<5 { _ = try await api.send("GET", "/v1/clients/\(sunrise.jose)") }
      #expect(!log.lines.contains { $0.hasPrefix("warning") })
    }
  }
}
