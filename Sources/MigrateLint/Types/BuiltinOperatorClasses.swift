/// The types for which the access methods of PostgreSQL 15 have a default operator class.
enum BuiltinOperatorClasses {
  /// By the method's name.
  static let all: [String: Set<DataType>] = {
    var all: [String: Set<DataType>] = [:]
    var method = ""
    for word in TableWords(table) {
      if word.isHeading {
        method = word.dropFirst().text
      } else if let type = word.type {
        all[method, default: []].insert(type)
      }
    }
    return all
  }()
}
