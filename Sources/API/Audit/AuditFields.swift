internal import Access
internal import CSV
internal import Store

/// The members of the audit logs' rows.
enum AuditFields {
  private static let text = Schema.string(.init())
  private static let object = Schema.object(.init(properties: [], isOpen: true))
  private static let values = "PHI. The changed fields only."

  static let actionSchema = Schema.object(
    .init(properties: [
      .init(name: "id", schema: .uuid),
      .init(name: "createdAt", schema: .dateTime),
      .init(name: "userId", schema: .nullable(.uuid), description: "Who acted."),
      .init(name: "action", schema: text),
      .init(name: "outcome", schema: .oneOf(["SUCCESS", "DENIED", "FAILURE"])),
      .init(name: "clientId", schema: .nullable(.uuid), description: "PHI. Whose record it was."),
      .init(name: "targetUserId", schema: .nullable(.uuid)),
      .init(name: "facilityId", schema: .nullable(.uuid)),
      .init(name: "details", schema: object, description: "PHI. Names of fields, and ids."),
      .init(name: "requestId", schema: .nullable(.uuid)),
      .init(name: "sessionId", schema: .nullable(.uuid)),
      .init(name: "ipAddress", schema: .nullable(text)),
      .init(name: "userAgent", schema: .nullable(text), description: "Not to be trusted."),
    ])
  )

  static let changeSchema = Schema.object(
    .init(properties: [
      .init(name: "id", schema: .uuid),
      .init(name: "createdAt", schema: .dateTime),
      .init(name: "userId", schema: .nullable(.uuid), description: "Who changed it."),
      .init(
        name: "operator",
        schema: .nullable(text),
        description: "The database role of the platform, where no person changed it."
      ),
      .init(name: "table", schema: text),
      .init(name: "operation", schema: .oneOf(["INSERT", "UPDATE", "DELETE"])),
      .init(name: "key", schema: object),
      .init(name: "clientId", schema: .nullable(.uuid), description: "PHI. Whose record it is."),
      .init(name: "facilityId", schema: .nullable(.uuid)),
      .init(name: "oldValues", schema: .nullable(object), description: values),
      .init(name: "newValues", schema: .nullable(object), description: values),
      .init(name: "requestId", schema: .uuid),
      .init(name: "sessionId", schema: .nullable(.uuid)),
      .init(name: "ipAddress", schema: .nullable(text)),
    ])
  )

  static let historySchema = Schema.object(
    .init(properties: [
      .init(name: "id", schema: .uuid),
      .init(name: "createdAt", schema: .dateTime),
      .init(name: "log", schema: .oneOf(["actions", "changes"])),
      .init(name: "userId", schema: .nullable(.uuid), description: "Who it was."),
      .init(name: "action", schema: text, description: "The action, or the change's operation."),
      .init(
        name: "outcome",
        schema: .nullable(.oneOf(["SUCCESS", "DENIED", "FAILURE"])),
        description: "Null of a change."
      ),
      .init(name: "oldValues", schema: .nullable(object), description: values),
      .init(name: "newValues", schema: .nullable(object), description: values),
      .init(name: "requestId", schema: .nullable(.uuid)),
      .init(name: "ipAddress", schema: .nullable(text)),
    ])
  )

  static func write(_ writer: inout JSONWriter, _ row: ActionRow) {
    writer.object { writer in
      writer.member("id", row.id)
      writer.member("createdAt", row.createdAt)
      writer.member("userId", row.user?.description)
      writer.member("action", row.action)
      writer.member("outcome", row.outcome)
      writer.member("clientId", row.client?.description)
      writer.member("targetUserId", row.targetUser?.description)
      writer.member("facilityId", row.facility?.description)
      writer.member("details", json: row.details)
      writer.member("requestId", row.request?.description)
      writer.member("sessionId", row.session?.description)
      writer.member("ipAddress", row.address)
      writer.member("userAgent", row.userAgent)
    }
  }

  static func write(_ writer: inout JSONWriter, _ row: ChangeRow) {
    writer.object { writer in
      writer.member("id", row.id)
      writer.member("createdAt", row.createdAt)
      writer.member("userId", row.user?.description)
      writer.member("operator", row.platformRole)
      writer.member("table", row.table)
      writer.member("operation", row.operation)
      writer.member("key", json: row.key)
      writer.member("clientId", row.client?.description)
      writer.member("facilityId", row.facility?.description)
      writer.member("oldValues", json: row.oldValues)
      writer.member("newValues", json: row.newValues)
      writer.member("requestId", row.request)
      writer.member("sessionId", row.session?.description)
      writer.member("ipAddress", row.address)
    }
  }

  static func write(_ writer: inout JSONWriter, _ row: HistoryRow) {
    writer.object { writer in
      writer.member("id", row.id)
      writer.member("createdAt", row.createdAt)
      writer.member("log", row.isChange ? "changes" : "actions")
      writer.member("userId", row.user?.description)
      writer.member("action", row.action)
      writer.member("outcome", row.outcome)
      writer.member("oldValues", json: row.oldValues)
      writer.member("newValues", json: row.newValues)
      writer.member("requestId", row.request?.description)
      writer.member("ipAddress", row.address)
    }
  }
}

/// The audit logs as CSV, a header and a line for each row, in the order of the JSON's members.
enum AuditTable {
  static let actionHeader = CSVRecord([
    "id", "createdAt", "userId", "action", "outcome", "clientId", "targetUserId", "facilityId",
    "details", "requestId", "sessionId", "ipAddress", "userAgent",
  ])

  static func record(_ row: ActionRow) -> CSVRecord {
    CSVRecord(
      [
        "\(row.id)", "\(row.createdAt)", row.user?.description, row.action, row.outcome,
        row.client?.description, row.targetUser?.description, row.facility?.description,
        row.details, row.request?.description, row.session?.description, row.address,
        row.userAgent,
      ].map { $0 ?? "" }
    )
  }

  static let changeHeader = CSVRecord([
    "id", "createdAt", "userId", "operator", "table", "operation", "key", "clientId", "facilityId",
    "oldValues", "newValues", "requestId", "sessionId", "ipAddress",
  ])

  static func record(_ row: ChangeRow) -> CSVRecord {
    CSVRecord(
      [
        "\(row.id)", "\(row.createdAt)", row.user?.description, row.platformRole, row.table,
        row.operation, row.key, row.client?.description, row.facility?.description, row.oldValues,
        row.newValues, "\(row.request)", row.session?.description, row.address,
      ].map { $0 ?? "" }
    )
  }
}
