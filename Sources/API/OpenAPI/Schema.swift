/// What a value may be, in JSON Schema's words (draft 2020-12, as OpenAPI 3.1 uses it).
indirect enum Schema: Hashable, Sendable {
  case string(StringRules)
  case integer(ClosedRange<Int>)
  case boolean
  /// One of these words.
  case oneOf([String])
  case array(Schema, maximum: Int?)
  case object(ObjectRules)
  /// The value, or null.
  case nullable(Schema)
  /// What one of these allows.
  case anyOf([Schema])
  case null
  case number
  /// An object whose members have names of these rules, and values of this schema.
  case map(names: StringRules, values: Schema)
  /// A schema of `components/schemas`.
  case reference(String)

  struct StringRules: Hashable, Sendable {
    var lengths: ClosedRange<Int>?
    /// An ECMA-262 regular expression that holds the whole rule.
    var pattern: String?
    /// `uuid`, `date`, `date-time`, `email`
    var format: String?
    var example: String?
  }

  struct ObjectRules: Hashable, Sendable {
    var properties: [Property]
    /// Whether members of other names are allowed.
    var isOpen = false
  }

  struct Property: Hashable, Sendable {
    var name: String
    var schema: Schema
    var isRequired = true
    var description: String?
  }
}

extension Schema {
  static let uuid = Schema.string(
    StringRules(
      pattern: "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$",
      format: "uuid",
      example: "01932b7e-7b1a-7c3e-8a52-1f0d6c9b2e47"
    )
  )
  /// A moment as it is answered.
  static let dateTime = Schema.string(
    StringRules(format: "date-time", example: "2026-11-24T09:30:00.123456Z")
  )

  func write(to writer: inout JSONWriter) {
    writer.object { write(membersTo: &$0) }
  }

  private func write(membersTo writer: inout JSONWriter) {
    switch self {
    case .string(let rules):
      writer.member("type", "string")
      if let lengths = rules.lengths {
        writer.member("minLength", lengths.lowerBound)
        writer.member("maxLength", lengths.upperBound)
      }
      if let pattern = rules.pattern { writer.member("pattern", pattern) }
      if let format = rules.format { writer.member("format", format) }
      if let example = rules.example {
        writer.name("examples")
        writer.array([example]) { $0.string($1) }
      }
    case .integer(let range):
      writer.member("type", "integer")
      writer.member("minimum", range.lowerBound)
      writer.member("maximum", range.upperBound)
    case .boolean:
      writer.member("type", "boolean")
    case .oneOf(let words):
      writer.member("type", "string")
      writer.name("enum")
      writer.array(words) { $0.string($1) }
    case .array(let element, let maximum):
      writer.member("type", "array")
      if let maximum { writer.member("maxItems", maximum) }
      writer.name("items")
      element.write(to: &writer)
    case .object(let rules):
      write(rules, to: &writer)
    case .nullable(let schema):
      Schema.anyOf([schema, .null]).write(membersTo: &writer)
    case .anyOf(let schemas):
      writer.name("anyOf")
      writer.array(schemas) { $1.write(to: &$0) }
    case .null:
      writer.member("type", "null")
    case .number:
      writer.member("type", "number")
    case .map(let names, let values):
      writer.member("type", "object")
      writer.name("propertyNames")
      Schema.string(names).write(to: &writer)
      writer.name("additionalProperties")
      values.write(to: &writer)
    case .reference(let name):
      writer.member("$ref", "#/components/schemas/\(name)")
    }
  }

  private func write(_ rules: ObjectRules, to writer: inout JSONWriter) {
    writer.member("type", "object")
    writer.name("properties")
    writer.object { writer in
      for property in rules.properties {
        writer.name(property.name)
        writer.object { writer in
          if let description = property.description { writer.member("description", description) }
          property.schema.write(membersTo: &writer)
        }
      }
    }
    let required = rules.properties.filter(\.isRequired).map(\.name)
    if !required.isEmpty {
      writer.name("required")
      writer.array(required) { $0.string($1) }
    }
    if !rules.isOpen { writer.member("additionalProperties", false) }
  }
}

extension Schema.StringRules {
  /// A moment as RFC 3339 writes it, with a `T`, a zone, and any number of decimals.
  static func moment(year: String) -> Self {
    let clock = #"([01][0-9]|2[0-3]):[0-5][0-9]"#
    return Self(
      pattern: "^\(year)-[0-9]{2}-[0-9]{2}T\(clock):[0-5][0-9](\\.[0-9]+)?(Z|[+-]\(clock))$",
      format: "date-time",
      example: "2026-11-24T09:30:00.123456Z"
    )
  }
}
