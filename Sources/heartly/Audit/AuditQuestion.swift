import ArgumentParser
import CSV
import Postgres
import TransparencyLog

/// A question to a tenant's audit logs: what is asked, and the rows that answer it as JSON objects.
struct AuditQuestion {
  /// The command's name, under which the reading itself is recorded.
  var name: String
  /// What the question is about, recorded with it.
  var about: [String: String?] = [:]
  /// Selects one column of JSON text, in the order of time.
  var answers: SQL
}

/// Where a question is asked, and how it is answered.
struct QuestionOptions: ParsableArguments {
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var range: AuditRangeOptions
  @OptionGroup var output: FormatOptions

  /// Asks, row by row; that it was asked is recorded in the same transaction.
  func ask(_ question: AuditQuestion) async throws {
    try await Interruption().watching { () async throws in
      do {
        let connection = try await AuditSession.open(database, as: .auditor)
        defer { connection.close() }
        try await connection.transaction { try await answer(question, on: $0) }
      } catch {
        throw AuditSession.failure(error)
      }
    }
  }

  private func answer(_ question: AuditQuestion, on connection: Connection) async throws {
    var details = question.about
    details["question"] = question.name
    details["from"] = range.from
    details["to"] = range.to
    try await AuditReading.record("READ_AUDIT", of: range.tenant, on: connection, details: details)
    try await connection.execute("DECLARE heartly_answers NO SCROLL CURSOR FOR " + question.answers)
    var file = try BufferedOutput("-")
    var count = 0
    if output.format == .json { try file.write("[") }
    while case let rows = try await connection.query("FETCH 1000 FROM heartly_answers"),
      !rows.isEmpty
    {
      for row in rows {
        let json = try row.decode(0, as: RawText.self).bytes
        switch output.format {
        case .json: try file.write(Array((count == 0 ? "\n" : ",\n").utf8) + json)
        case .text: try file.write(AnswerLine.text(of: json))
        }
        count += 1
      }
    }
    try file.write(output.format == .json ? "\n]\n" : "\(count) \(count == 1 ? "row" : "rows")\n")
    try file.close()
  }

  /// Whether a row of this alias is in the tenant's log and in the times.
  func isAsked(_ alias: SQL) -> SQL {
    var condition: SQL = "\(alias).\"tenantId\" = \(range.tenant.text)::text::uuid"
    if let from = range.from {
      condition = condition + " AND \(alias).created_at >= \(from)::text::timestamptz"
    }
    if let to = range.to {
      condition = condition + " AND \(alias).created_at < \(to)::text::timestamptz"
    }
    return condition
  }

  /// The rows of the log of actions that fulfil a condition on `a`, as answers.
  func actions(_ condition: SQL) -> SQL {
    """
    SELECT a.created_at, a.id, 'user_action_audit_log' AS log, a."userId", a.action, a.outcome,
      a."clientId", a."targetUserId", a."targetFacilityId" AS "facilityId", NULL AS "tableName",
      NULL::jsonb AS "rowKey", NULLIF(a.details, '{}') AS details, NULL::jsonb AS "oldValues",
      NULL::jsonb AS "newValues", a."requestId", a."sessionId", a."ipAddress"
    FROM public.user_action_audit_log a
    WHERE \(isAsked("a")) AND \(condition)
    """
  }

  /// The rows of the log of changes that fulfil a condition on `c`, as answers.
  func changes(_ condition: SQL) -> SQL {
    """
    SELECT c.created_at, c.id, 'data_audit_log' AS log, c."userId", c.operation AS action,
      'SUCCESS' AS outcome, c."clientId", NULL::uuid AS "targetUserId", c."facilityId",
      c."tableName", c."rowKey", NULL::jsonb AS details, c."oldValues", c."newValues",
      c."requestId", c."sessionId", c."ipAddress"
    FROM public.data_audit_log c
    WHERE \(isAsked("c")) AND \(condition)
    """
  }

  /// Answers in the order of time, each as JSON without what is null.
  static func inOrder(_ rows: SQL) -> SQL {
    """
    SELECT json_strip_nulls(row_to_json(answer))::text
    FROM (\(rows) ORDER BY created_at, id) answer
    """
  }
}

/// An answer as a line of text.
enum AnswerLine {
  private static let others = [
    "userId", "clientId", "targetUserId", "facilityId", "tableName", "rowKey", "details",
    "oldValues",
    "newValues", "requestId", "ipAddress",
  ]

  static func text(of json: [UInt8]) -> String {
    let values = JSONMembers(json).values
    let head = ["created_at", "action", "outcome"].map { values[$0] ?? "" }
    let rest = others.compactMap { name in values[name].map { "\(name)=\($0)" } }
    // What was logged was typed by people whom nobody need trust: no control character is shown.
    return (head + rest).map(CSVRecord.harmless).joined(separator: "  ") + "\n"
  }
}
