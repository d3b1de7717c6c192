internal import Access
internal import Store

/// One member of a request's body: its name, what the documentation says of it, and how it is read.
///
/// The rules of single values are the database's, which names the constraint that was broken. Here is
/// only what must hold for the value to get there at all.
struct Field<Value: Sendable>: Sendable {
  var name: String
  var schema: Schema
  var description: String?
  /// The value, or nil where the JSON is none.
  var read: @Sendable (JSONValue) -> Value?

  var property: Schema.Property {
    Schema.Property(name: name, schema: schema, description: description)
  }
}

extension Field where Value == String {
  /// A text of these rules.
  static func text(_ name: String, _ rules: Schema.StringRules, _ description: String? = nil)
    -> Self
  {
    let check = TextCheck(rules)
    return Field(name: name, schema: .string(rules), description: description) { json in
      guard case .string(let text) = json, check.allows(text) else { return nil }
      return text
    }
  }

  /// One of a few words.
  static func word(_ name: String, _ words: [String], _ description: String? = nil) -> Self {
    Field(name: name, schema: .oneOf(words), description: description) { json in
      guard case .string(let text) = json, words.contains(text) else { return nil }
      return text
    }
  }
}

extension Field {
  /// The identifier of another thing.
  static func id<Entity>(_ name: String, _ description: String? = nil) -> Self
  where Value == ID<Entity> {
    Field(name: name, schema: .uuid, description: description) { json in
      guard case .string(let text) = json else { return nil }
      return ID(text)
    }
  }
}

extension Field where Value == Day {
  static func day(_ name: String, pattern: String, _ description: String? = nil) -> Self {
    let rules = Schema.StringRules(pattern: pattern, format: "date", example: "1942-03-01")
    return Field(name: name, schema: .string(rules), description: description) { json in
      guard case .string(let text) = json else { return nil }
      return Day(text)
    }
  }
}

extension Field where Value == Int {
  static func integer(_ name: String, _ range: ClosedRange<Int>, _ description: String? = nil)
    -> Self
  {
    Field(name: name, schema: .integer(range), description: description) { json in
      guard let number = json.wholeNumber, range.contains(number) else { return nil }
      return number
    }
  }
}

extension Field where Value == Int32 {
  /// How many there are of something; as many as PostgreSQL's `integer` can say.
  static func count(_ name: String, _ description: String? = nil) -> Self {
    step(name, 0...Int32.max, description)
  }

  /// One of a few steps.
  static func step(_ name: String, _ range: ClosedRange<Int32>, _ description: String? = nil)
    -> Self
  {
    let schema = Schema.integer(Int(range.lowerBound)...Int(range.upperBound))
    return Field(name: name, schema: schema, description: description) { json in
      json.wholeNumber.flatMap(Int32.init(exactly:)).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

extension Field where Value == Role {
  static func role(_ name: String, _ description: String? = nil) -> Self {
    let schema = Schema.oneOf(Role.allCases.map(\.rawValue))
    return Field(name: name, schema: schema, description: description) { json in
      guard case .string(let text) = json else { return nil }
      return Role(rawValue: text)
    }
  }
}

extension Field where Value == Moment {
  /// A moment of the third millennium, in any zone. What is answered is in UTC and a year of four digits
  /// too, which the moments at both ends of the calendar are not.
  static func moment(_ name: String, _ description: String? = nil) -> Self {
    let rules = Schema.StringRules.moment(year: "2[0-9]{3}")
    let check = TextCheck(rules)
    return Field(name: name, schema: .string(rules), description: description) { json in
      guard case .string(let text) = json, check.allows(text) else { return nil }
      return Moment(text)
    }
  }
}
