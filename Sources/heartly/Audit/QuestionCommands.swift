import ArgumentParser
import Postgres

struct WhoSawCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who-saw",
    abstract: "Who saw or changed a client's record, also in a list, and who was refused."
  )

  @OptionGroup var options: QuestionOptions

  @Option(help: ArgumentHelp("The client's id.", valueName: "uuid"))
  var client: TenantID

  func run() async throws {
    try await options.ask(
      AuditQuestion(
        name: "who-saw",
        about: ["client": client.text],
        answers: QuestionOptions.inOrder(
          // A list names those whom it showed.
          options.actions(
            """
            (a."clientId" = \(client.text)::text::uuid
              OR a.action IN ('LIST', 'SEARCH') AND a.details -> 'clients' ? \(client.text)::text)
            """
          )
        )
      )
    )
  }
}

struct DidCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "did",
    abstract: "What a user did: actions, refusals, and changes of records."
  )

  @OptionGroup var options: QuestionOptions

  @Option(help: ArgumentHelp("The user's id.", valueName: "uuid"))
  var user: TenantID

  func run() async throws {
    try await options.ask(
      AuditQuestion(
        name: "did",
        about: ["user": user.text],
        answers: QuestionOptions.inOrder(
          options.actions("a.\"userId\" = \(user.text)::text::uuid") + " UNION ALL "
            + options.changes("c.\"userId\" = \(user.text)::text::uuid")
        )
      )
    )
  }
}

struct ChangesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "What changed in a record, from what to what."
  )

  @OptionGroup var options: QuestionOptions

  @Option(help: ArgumentHelp("The table, such as client.", valueName: "name"))
  var table: String

  @Option(
    help: ArgumentHelp(
      "The row's id; for a key of several columns its JSON.",
      valueName: "id"
    )
  )
  var row: String

  func run() async throws {
    let key: SQL =
      row.hasPrefix("{") ? "\(row)::text::jsonb" : "jsonb_build_object('id', \(row)::text)"
    try await options.ask(
      AuditQuestion(
        name: "changes",
        about: ["table": table, "row": row],
        answers: QuestionOptions.inOrder(
          options.changes("c.\"tableName\" = \(table)::text AND c.\"rowKey\" = \(key)")
        )
      )
    )
  }
}

struct FailuresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "failures",
    abstract: "What was refused and what failed."
  )

  @OptionGroup var options: QuestionOptions

  func run() async throws {
    try await options.ask(
      AuditQuestion(
        name: "failures",
        answers: QuestionOptions.inOrder(options.actions("a.outcome <> 'SUCCESS'"))
      )
    )
  }
}

struct OutsideAssignmentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outside-assignment",
    abstract: "Who reached a facility's records without being assigned to it at that time.",
    discussion: """
      Owners are left out, because they may see all of their tenant; what a person did by breaking \
      the glass is always among the answers.
      """
  )

  @OptionGroup var options: QuestionOptions

  func run() async throws {
    // Assignments that stand are in their table; those that ended are in the log, with the time at
    // which they did.
    let outside: SQL = """
      a."userId" IS NOT NULL AND a.outcome = 'SUCCESS' AND CASE
        WHEN a.action = 'BREAK_GLASS' THEN true
        WHEN a."targetFacilityId" IS NULL THEN false
        ELSE NOT EXISTS (
          SELECT FROM heartly.staff_facts(a."tenantId", a."userId", a."targetFacilityId") f
          WHERE f.assigned_at <= a.created_at OR COALESCE((
            SELECT r."oldValues" ->> 'role' FROM public.data_audit_log r
            WHERE r."tenantId" = a."tenantId" AND r."tableName" = 'user'
              AND r."rowKey" = jsonb_build_object('id', a."userId") AND r.operation = 'UPDATE'
              AND r.created_at > a.created_at AND r."oldValues" ? 'role'
            ORDER BY r.created_at LIMIT 1), f.role) = 'OWNER'
        ) AND NOT EXISTS (
          SELECT FROM public.data_audit_log d
          WHERE d."tenantId" = a."tenantId" AND d."tableName" = 'facility_staff'
            AND d."rowKey" = jsonb_build_object('facilityId', a."targetFacilityId",
              'userId', a."userId")
            AND d.operation = 'DELETE' AND d.created_at >= a.created_at
            AND (d."oldValues" ->> 'assigned_at')::timestamptz <= a.created_at
        )
      END
      """
    try await options.ask(
      AuditQuestion(
        name: "outside-assignment",
        answers: QuestionOptions.inOrder(options.actions(outside))
      )
    )
  }
}
