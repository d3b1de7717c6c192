internal import Store

/// The members of the organisation's record.
enum TenantFields {
  static let name = Field.text("name", .init(lengths: 1...100, example: "Sunrise Care"))
  static let status = Field.word("status", ["ACTIVE", "SUSPENDED"])
  static let settings = Field<JSONValue>(
    name: "settings",
    schema: .object(.init(properties: [], isOpen: true)),
    description: "Whatever the organisation's programs keep of it; never health records."
  ) { json in
    guard case .object = json, json.fitsColumn else { return nil }
    return json
  }

  static let schema = Schema.object(
    .init(properties: [
      .init(name: "id", schema: .uuid),
      name.property,
      ownersOnly("status", status.schema),
      ownersOnly("settings", settings.schema),
      ownersOnly("createdAt", .dateTime),
      ownersOnly("updatedAt", .dateTime),
    ])
  )

  private static func ownersOnly(_ name: String, _ schema: Schema) -> Schema.Property {
    .init(
      name: name,
      schema: schema,
      isRequired: false,
      description: "Absent unless an OWNER reads it."
    )
  }

  static let changeSchema = Schema.object(
    .init(properties: [
      .init(
        name: "settings",
        schema: settings.schema,
        description: "Laid over what there is (RFC 7396): null takes a member away, at any depth."
      )
    ])
  )

  /// The merge patch of the settings.
  static func change(_ json: JSONValue) throws(Problem) -> String {
    var body = try BodyReader(json)
    let settings = body.required(settings)
    try body.finish()
    guard let settings else { throw Problem(kind: .invalid) }
    var writer = JSONWriter()
    writer.value(settings)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  static func write(_ writer: inout JSONWriter, _ tenant: TenantRow) {
    writer.object { writer in
      writer.member("id", tenant.id)
      writer.member("name", tenant.name)
      guard let account = tenant.account else { return }
      writer.member("status", account.status)
      writer.name("settings")
      writer.plain(account.settings)
      writer.member("createdAt", account.createdAt)
      writer.member("updatedAt", account.updatedAt)
    }
  }
}

extension JSONValue {
  /// Whether PostgreSQL's `jsonb` can hold it: no text has U+0000, and no number is beyond what other
  /// programs read.
  fileprivate var fitsColumn: Bool {
    switch self {
    case .null, .bool: true
    case .number(let digits): digits.utf8.count <= 100 && Double(digits)?.isFinite == true
    case .string(let text): !text.utf8.contains(0)
    case .array(let elements): elements.allSatisfy(\.fitsColumn)
    case .object(let members):
      members.allSatisfy { !$0.name.utf8.contains(0) && $0.value.fitsColumn }
    }
  }
}
