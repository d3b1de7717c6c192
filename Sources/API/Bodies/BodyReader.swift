internal import Store

/// Takes the members of a body one by one, and collects everything that is wrong with them.
struct BodyReader {
  private let members: [String: JSONValue]
  private var taken: Set<String> = []
  private var errors: [Problem.FieldError] = []

  init(_ json: JSONValue) throws(Problem) {
    guard case .object(let members) = json else {
      throw Problem(
        kind: .invalid,
        fields: [.init(pointer: "", rule: "type", message: "The body is to be an object.")]
      )
    }
    // Names that only differ in how their letters are spelt are unknown ones: ours are of ASCII.
    self.members = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// A member that must be there.
  mutating func required<Value>(_ field: Field<Value>) -> Value? {
    guard let json = take(field.name) else {
      complain(field.name, "required", "It is missing.")
      return nil
    }
    return read(json, field)
  }

  /// A member that may be absent, where something else stands for it.
  mutating func optional<Value>(_ field: Field<Value>) -> Value? {
    guard let json = take(field.name) else { return nil }
    return read(json, field)
  }

  /// A member that may be absent or null.
  mutating func nullable<Value>(_ field: Field<Value>) -> Value? {
    guard let json = take(field.name), json != .null else { return nil }
    return read(json, field)
  }

  /// A member of a merge patch (RFC 7396) that cannot be taken away.
  mutating func change<Value: Hashable>(_ field: Field<Value>) -> Change<Value> {
    guard let json = take(field.name) else { return .keep }
    return read(json, field).map(Change.set) ?? .keep
  }

  /// A member of a merge patch that null takes away.
  mutating func removable<Value: Hashable>(_ field: Field<Value>) -> Change<Value?> {
    guard let json = take(field.name) else { return .keep }
    guard json != .null else { return .set(nil) }
    return read(json, field).map { .set($0) } ?? .keep
  }

  /// Ends the reading.
  ///
  /// - Throws: Everything that was wrong, members that nobody asked for included: what a caller must
  ///   not set is not in the list, so that it cannot be smuggled in.
  mutating func finish() throws(Problem) {
    for name in members.keys.sorted() where !taken.contains(name) {
      complain(name, "unknown", "There is no such member.")
    }
    guard errors.isEmpty else { throw Problem(kind: .invalid, fields: errors) }
  }

  private mutating func take(_ name: String) -> JSONValue? {
    taken.insert(name)
    return members[name]
  }

  private mutating func read<Value>(_ json: JSONValue, _ field: Field<Value>) -> Value? {
    let value = field.read(json)
    if value == nil { complain(field.name, "value", "The value is not valid.") }
    return value
  }

  private mutating func complain(_ name: String, _ rule: String, _ message: String) {
    // RFC 6901, section 3
    let escaped = name.replacing("~", with: "~0").replacing("/", with: "~1")
    errors.append(Problem.FieldError(pointer: "/\(escaped)", rule: rule, message: message))
  }
}
