import Postgres
import Testing

extension Schema {
  @Suite struct ConventionTests {
    @Test(arguments: Convention.all)
    func `the schema keeps each convention`(convention: Convention) async throws {
      try await withSharedSchema { connection in
        let violations = try await connection.list(convention.violations)
        #expect(violations == [])
      }
    }

    /// What breaks a convention, and the sentences about it.
    struct Breach: Sendable, CustomTestStringConvertible {
      var convention: Convention
      var sql: SQL
      var violations: [String]

      var testDescription: String { "\(convention.name): \(sql.text)" }
    }

    static let breaches: [Breach] = [
      Breach(
        convention: .constraintNames,
        sql: "CREATE TABLE t (id uuid PRIMARY KEY)",
        violations: ["constraint t_pkey on t"]
      ),
      Breach(
        convention: .constraintNames,
        sql: #"ALTER TABLE client ADD CONSTRAINT "CHK_facility_x" CHECK (true)"#,
        violations: [#"constraint "CHK_facility_x" on client"#]
      ),
      Breach(
        convention: .constraintNames,
        sql: #"ALTER TABLE facility ADD CONSTRAINT "UQ_name" UNIQUE ("tenantId", name)"#,
        violations: [#"constraint "UQ_name" on facility"#]
      ),
      Breach(
        convention: .indexNames,
        sql: "CREATE INDEX ON tenant (status)",
        violations: ["index tenant_status_idx on tenant"]
      ),
      Breach(
        convention: .indexNames,
        sql: #"CREATE UNIQUE INDEX "IDX_tenant_x" ON tenant (status)"#,
        violations: [#"index "IDX_tenant_x" on tenant"#]
      ),
      Breach(
        convention: .indexNames,
        sql: "CREATE INDEX audit_idx ON user_action_audit_log_default (action)",
        violations: ["index audit_idx on user_action_audit_log_default"]
      ),
      Breach(
        convention: .nameLengths,
        sql: #"CREATE INDEX "IDX_tenant_of_a_name_that_goes_on_for_far_too_long_" ON tenant (id)"#,
        violations: [
          "relation IDX_tenant_of_a_name_that_goes_on_for_far_too_long_: 51 characters"
        ]
      ),
      Breach(
        convention: .tenantFirstInKey,
        sql: #"CREATE TABLE t (id uuid PRIMARY KEY, "tenantId" uuid NOT NULL)"#,
        violations: ["table t"]
      ),
      Breach(
        convention: .tenantFirstInKey,
        sql: #"CREATE TABLE t ("tenantId" uuid NOT NULL)"#,
        violations: ["table t"]
      ),
      Breach(
        convention: .referencesCarryTenant,
        sql: """
          CREATE TABLE t ("tenantId" uuid, "facilityId" uuid, CONSTRAINT "FK_t_facility"
            FOREIGN KEY ("facilityId", "tenantId") REFERENCES facility ("tenantId", id))
          """,
        violations: [#"constraint "FK_t_facility" on t"#]
      ),
      Breach(
        convention: .referencesCarryTenant,
        sql: """
          CREATE TABLE t ("tenantId" uuid, "parentId" uuid,
            CONSTRAINT "FK_t_tenant" FOREIGN KEY ("parentId") REFERENCES tenant (id))
          """,
        violations: [#"constraint "FK_t_tenant" on t"#]
      ),
      Breach(
        convention: .referencesAreDeferred,
        sql:
          #"ALTER TABLE client ALTER CONSTRAINT "FK_client_facility" DEFERRABLE INITIALLY IMMEDIATE"#,
        violations: [#"constraint "FK_client_facility" on client"#]
      ),
      Breach(
        convention: .referencesAreDeferred,
        sql: """
          ALTER TABLE client ADD CONSTRAINT "FK_client_tenant" FOREIGN KEY ("tenantId")
          REFERENCES tenant (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
          """,
        violations: [#"constraint "FK_client_tenant" on client"#]
      ),
      Breach(
        convention: .referencesAreIndexed,
        sql: #"DROP INDEX "IDX_client_facility""#,
        violations: [#"constraint "FK_client_facility" on client"#]
      ),
      Breach(
        convention: .referencesAreIndexed,
        sql: #"DROP INDEX "IDX_facility_staff_user""#,
        violations: [#"constraint "FK_facility_staff_user" on facility_staff"#]
      ),
      Breach(
        convention: .indexesAreValid,
        sql: "CREATE INDEX parent ON ONLY user_action_audit_log (outcome)",
        violations: ["index parent"]
      ),
      Breach(
        convention: .timesHaveZones,
        sql: "ALTER TABLE tenant ADD closed_at timestamp",
        violations: ["column tenant.closed_at"]
      ),
      Breach(
        convention: .textIsUnlimited,
        sql: "ALTER TABLE tenant ADD code varchar(3)",
        violations: ["column tenant.code"]
      ),
    ]

    @Test(arguments: breaches)
    func `a breach of a convention is found and named`(breach: Breach) async throws {
      try await withSchema { connection in
        try await connection.execute(breach.sql)
        #expect(try await connection.list(breach.convention.violations) == breach.violations)
      }
    }
  }
}
