internal import Store

/// The members of the organisation's record.
enum TenantFields {
  static let name = Field.text(
    "name",
    .init(lengths: 1...100, pattern: Schema.StringRules.personName.pattern, example: "Sunrise Care")
  )
  static let status = Field.word("status", ["ACTIVE", "SUSPENDED"])
  static let settings = Field<JSONValue>(
    name: "settings",
    schema: .map(names: anyText, values: .reference("SettingsValue")),
    description: """
      Whatever the organisation's programs keep of it; never health records. No text has U+0000, values \
      are nested no deeper than \(JSONParser.maximumDepth), and numbers are those that a binary64 holds \
      (RFC 8259, sections 6 and 9), of 100 characters at most.
      """
  ) { json in
    guard case .object = json, json.fitsColumn else { return nil }
    return json
  }

  private static let anyText = Schema.StringRules(pattern: #"^[^\u0000]*$"#)

  /// A value of the settings, at any depth.
  static let valueSchema = Schema.anyOf([
    .null, .boolean, .number, .string(anyText),
    .array(.reference("SettingsValue"), maximum: nil),
    .map(names: anyText, values: .reference("SettingsValue")),
  ])

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
  /// programs read, or has more decimals than `numeric` keeps.
  fileprivate var fitsColumn: Bool {
    switch self {
    case .null, .bool: true
    case .number(let digits):
      digits.utf8.count <= 100 && Double(digits)?.isFinite == true
        && (-400...400).contains(Self.exponent(of: digits))
    case .string(let text): !text.utf8.contains(0)
    case .array(let elements): elements.allSatisfy(\.fitsColumn)
    case .object(let members):
      members.allSatisfy { !$0.name.utf8.contains(0) && $0.value.fitsColumn }
    }
  }

  /// What stands behind the `e` of a number; one that no `Int` holds is as good as endless.
  private static func exponent(of digits: String) -> Int {
    let parts = digits.split(whereSeparator: { $0 == "e" || $0 == "E" })
    return parts.count == 2 ? Int(parts[1]) ?? .max : 0
  }
}
