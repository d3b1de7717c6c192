import Access
import CareFixture
import Postgres
import TestDatabase
import TestSupport
import Testing

@testable import Store

/// Which index each list can be read by, as the runtime role under its policies: an operator that is not
/// leakproof would keep the planner from it. That it is the cheapest one is for a crowd to show; here
/// sequential scans, bitmaps and sorts cost so much that an index is used where one can be.
@Suite struct PlanTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    var name: String
    var index: String
    var sql: SQL
    var testDescription: String { "\(name) by \(index)" }
  }

  static let expectations: [Expectation] = {
    let sunrise = Organisation.sunriseCare
    let owner = Principal(
      tenant: sunrise.id,
      user: sunrise.person(.olivia),
      session: sunrise.session(of: .olivia),
      role: .owner
    )
    let audit = AuditSQL(principal: owner, origin: Origin(request: .new()))
    let period = Period(from: Moment(microseconds: 0), to: nil)
    let place = AuditPlace(createdAt: period.from, id: ID<User>.new().uuid, period: period)
    func actions(_ query: AuditQuery) -> SQL {
      AuditLogSQL.actions(query, after: place, limit: 50, as: .readAudit, owner, audit)
    }
    func changes(_ query: AuditQuery) -> SQL {
      AuditLogSQL.changes(query, after: place, limit: 50, as: .readAudit, owner, audit)
    }
    let history = HistorySQL.client(
      .new(),
      in: period,
      after: place,
      limit: 50,
      owner,
      audit
    )
    let last = UserSQL.Place(role: .staff, lastName: "B", firstName: "A", id: .new())
    let user = "user_action_audit_log_default"
    return [
      .init(
        name: "people of a role",
        index: "IDX_user_role_name",
        sql: UserSQL.list(role: .staff, after: last, limit: 50, owner, audit)
      ),
      .init(
        name: "all people",
        index: "IDX_user_role_name",
        sql: UserSQL.list(role: nil, after: last, limit: 50, owner, audit)
      ),
      .init(
        name: "facilities",
        index: "UQ_facility_name",
        sql: FacilitySQL.list(after: "A", limit: 50, owner, audit)
      ),
      .init(
        name: "actions",
        index: "IDX_\(user)_tenant_time",
        sql: actions(AuditQuery(period: period))
      ),
      .init(
        name: "actions on a client",
        index: "IDX_\(user)_client_time",
        sql: actions(AuditQuery(period: period, client: .new()))
      ),
      .init(
        name: "actions in a facility",
        index: "IDX_\(user)_facility_time",
        sql: actions(AuditQuery(period: period, facility: .new()))
      ),
      .init(
        name: "actions of a kind",
        index: "IDX_\(user)_action_time",
        sql: actions(AuditQuery(period: period, action: "READ"))
      ),
      .init(
        name: "changes",
        index: "IDX_data_audit_log_default_tenant_time",
        sql: changes(AuditQuery(period: period))
      ),
      .init(
        name: "changes of a client",
        index: "IDX_data_audit_log_default_client_time",
        sql: changes(AuditQuery(period: period, client: .new()))
      ),
      .init(name: "a client's actions", index: "IDX_\(user)_client_time", sql: history),
      .init(name: "lists that showed a client", index: "IDX_\(user)_action_time", sql: history),
      .init(
        name: "a client's changes",
        index: "IDX_data_audit_log_default_client_time",
        sql: history
      ),
    ]
  }()

  @Test(arguments: expectations) func `a list is read by its index`(expected: Expectation)
    async throws
  {
    try await CareDatabase.with { database in
      let connection = try await database.connect(as: "heartly_app")
      defer { connection.close() }
      let plan = try await connection.transaction { connection in
        for setting: SQL in [
          "SET LOCAL enable_seqscan = off", "SET LOCAL enable_bitmapscan = off",
          "SET LOCAL enable_sort = off",
        ] {
          try await connection.execute(setting)
        }
        return try await connection.column("EXPLAIN \(expected.sql)")
      }
      #expect(plan.contains { $0.contains("\"\(expected.index)\"") }, "\(plan)")
      let tables = ["client", "facility", "\"user\"", "user_action_audit_log", "data_audit_log"]
      for table in tables {
        #expect(!plan.contains { $0.contains("Seq Scan on \(table)") }, "\(plan)")
      }
    }
  }
}
