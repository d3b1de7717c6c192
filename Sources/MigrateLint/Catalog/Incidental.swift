/// A value that takes no part in comparisons: any two are equal.
///
/// Catalogs are compared to learn whether a `down` brings back what was there. A table that it makes
/// anew, in another file, is the same table.
@propertyWrapper
struct Incidental<Value: Sendable>: Equatable, Sendable {
  var wrappedValue: Value

  init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

  static func == (left: Incidental, right: Incidental) -> Bool { true }
}
