/// What becomes of one field in a change of a row.
public enum Change<Value: Sendable & Hashable>: Sendable, Hashable {
  /// It stays as it is.
  case keep
  /// It becomes this; nil takes the value away.
  case set(Value)

  var value: Value? {
    if case .set(let value) = self { value } else { nil }
  }

  var isSet: Bool { self != .keep }
}
