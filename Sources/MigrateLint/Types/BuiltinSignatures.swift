/// One overload of a function with its types.
struct CallSignature: Sendable {
  var arguments: [DataType]
  var result: DataType
  /// How many of the last arguments may be left out.
  var defaults = 0
  var volatility = FunctionSignature.Volatility.immutable
  var kind = FunctionSignature.Kind.function
  var returnsSet = false
  /// Whether the last argument, an array, may be written as its elements.
  var isVariadic = false
  /// The names of its arguments, empty where one has none; nil where they are not known.
  var names: [String]?
  var isProcedure = false
  /// The columns of the rows that it returns; nil where it returns plain values, or they are not
  /// known.
  var columns: [TypedColumn]?

  init(arguments: [DataType], result: DataType) {
    self.arguments = arguments
    self.result = result
  }

  /// Reads the generated table's form: `text,int4>text/1/s`.
  init?(_ word: TableWords.Word) {
    let parts = word.parts(at: UInt8(ascii: "/"))
    let ends = parts[0].parts(at: UInt8(ascii: ">"))
    guard ends.count == 2, let result = ends[1].type else { return nil }
    let given = ends[0].isEmpty ? [] : ends[0].parts(at: UInt8(ascii: ","))
    arguments = given.compactMap(\.type)
    guard arguments.count == given.count else { return nil }
    self.result = result
    for mark in parts.dropFirst() {
      switch mark.first {
      case UInt8(ascii: "s"): volatility = .stable
      case UInt8(ascii: "v"): volatility = .volatile
      case UInt8(ascii: "a"): kind = .aggregate
      case UInt8(ascii: "w"): kind = .window
      case UInt8(ascii: "r"): returnsSet = true
      case UInt8(ascii: "*"): isVariadic = true
      default: defaults = Int(mark.text) ?? 0
      }
    }
  }
}

/// The functions of `pg_catalog` in PostgreSQL 15 that somebody calls by name.
enum BuiltinSignatures {
  /// All overloads of a name; nil for one that the table does not have.
  static func overloads(of name: String) -> [CallSignature]? {
    guard let place = places[name] else { return nil }
    var overloads: [CallSignature] = []
    let table = place.isSecond ? second : first
    for word in TableWords(table, in: place.start..<table.utf8CodeUnitCount) {
      if word.isHeading { break }
      guard let signature = CallSignature(word) else { return nil }
      overloads.append(signature)
    }
    return overloads
  }

  /// Where the overloads of a name begin, to be read once it is called.
  private struct Place {
    var isSecond: Bool
    var start: Int
  }

  private static let places: [String: Place] = {
    var all: [String: Place] = [:]
    for (table, isSecond) in [(first, false), (second, true)] {
      var words = TableWords(table)
      while let word = words.next() {
        guard word.isHeading else { continue }
        all[word.dropFirst().text] = Place(isSecond: isSecond, start: words.position)
      }
    }
    return all
  }()
}
