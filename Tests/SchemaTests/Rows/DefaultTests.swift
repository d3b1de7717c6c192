import Postgres
import Testing

extension Schema {
  @Suite struct DefaultTests {
    /// A row of what must be given, and what the rest becomes.
    struct Default: Sendable, CustomTestStringConvertible {
      var table: Table
      var insertion: SQL
      var becomes: [String]

      var testDescription: String { table.rawValue }
    }

    static let all: [Default] = [
      Default(
        table: .tenant,
        insertion: """
          INSERT INTO tenant (name) VALUES ('New') RETURNING concat_ws(' ', status, settings,
            created_at = now(), updated_at = now(), deleted_at IS NULL, id IS NOT NULL)
          """,
        becomes: ["ACTIVE {} t t t t"]
      ),
      Default(
        table: .user,
        insertion: """
          INSERT INTO "user" ("tenantId", "firstName", "lastName", username)
          VALUES (gen_random_uuid(), 'A', 'B', 'c') RETURNING concat_ws(' ', role, permissions,
            onboarding_step, onboarding_completed_at IS NULL, status, created_at = now(),
            updated_at = now(), deleted_at IS NULL, num_nulls(email, company, phone))
          """,
        becomes: ["STAFF {} 0 t ACTIVE t t t 3"]
      ),
      Default(
        table: .facility,
        insertion: """
          INSERT INTO facility ("tenantId", name, address, city, state, zip)
          VALUES (gen_random_uuid(), 'New', '1 Main Street', 'LA', 'CA', '90001')
          RETURNING concat_ws(' ', "projectedClientCount", status, "isDeleted", created_at = now(),
            updated_at = now(), num_nulls(phone, email, "roomCount", deleted_at))
          """,
        becomes: ["0 ACTIVE f t t 4"]
      ),
      Default(
        table: .client,
        insertion: """
          INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId")
          VALUES (gen_random_uuid(), 'A', 'B', '1950-02-03', 'ABC123', gen_random_uuid())
          RETURNING concat_ws(' ', status, "isDeleted", created_at = now(), updated_at = now(),
            num_nulls(photo, phone, email, deleted_at))
          """,
        becomes: ["ACTIVE f t t 4"]
      ),
      Default(
        table: .facilityStaff,
        insertion: """
          INSERT INTO facility_staff ("tenantId", "facilityId", "userId")
          VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid())
          RETURNING concat_ws(' ', assigned_at = now(), assigned_by IS NULL)
          """,
        becomes: ["t t"]
      ),
      Default(
        table: .audit,
        insertion: """
          INSERT INTO user_action_audit_log ("tenantId", action, outcome)
          VALUES (gen_random_uuid(), 'READ', 'SUCCESS')
          RETURNING concat_ws(' ', details, created_at = now(), tableoid::regclass)
          """,
        becomes: ["{} t user_action_audit_log_default"]
      ),
    ]

    @Test(arguments: all)
    func `a row of only what must be given is complete`(row: Default) async throws {
      try await withSharedSchema { connection in
        let inserted = try await connection.list(row.insertion)
        #expect(inserted == row.becomes)
      }
    }
  }
}
