/// One overload of a function, as far as calls are judged by it.
struct FunctionSignature: Equatable, Sendable {
  enum Volatility: UInt8, Sendable { case immutable, stable, volatile }
  enum Kind: Sendable { case function, aggregate, window, procedure }

  var arguments: ClosedRange<Int>
  var volatility: Volatility
  var kind = Kind.function
  var returnsSet = false

  /// Reads the generated tables' form: `1i`, `2-3s`, `1+v`, with `a`, `w` or `r` behind.
  init?(_ text: Substring) {
    let digits = text.prefix { $0.isNumber }
    guard let least = Int(digits) else { return nil }
    var rest = text.dropFirst(digits.count)
    var most = least
    if rest.first == "+" {
      most = .max
      rest.removeFirst()
    } else if rest.first == "-" {
      let more = rest.dropFirst().prefix { $0.isNumber }
      most = Int(more) ?? least
      rest = rest.dropFirst(more.count + 1)
    }
    guard least <= most, let letter = rest.first else { return nil }
    arguments = least...most
    volatility = letter == "i" ? .immutable : letter == "s" ? .stable : .volatile
    for mark in rest.dropFirst() {
      switch mark {
      case "a": kind = .aggregate
      case "w": kind = .window
      case "r": returnsSet = true
      default: break
      }
    }
  }

  init(
    arguments: ClosedRange<Int>,
    volatility: Volatility,
    kind: Kind = .function,
    returnsSet: Bool = false
  ) {
    self.arguments = arguments
    self.volatility = volatility
    self.kind = kind
    self.returnsSet = returnsSet
  }
}

/// The functions of `pg_catalog` in PostgreSQL 15.
enum BuiltinFunctions {
  /// By name. It is read from the tables when the first call is judged.
  static let all: [String: [FunctionSignature]] = {
    var all: [String: [FunctionSignature]] = [:]
    for table in [first, second] { read(table.split { $0 == " " || $0 == "\n" }, into: &all) }
    return all
  }()

  /// Groups of names behind their overloads, which end with a colon.
  static func read(_ words: [Substring], into all: inout [String: [FunctionSignature]]) {
    var overloads: [FunctionSignature] = []
    for word in words {
      if word.hasSuffix(":") {
        overloads = word.dropLast().split(separator: ",").compactMap { FunctionSignature($0) }
      } else {
        all[String(word), default: []] += overloads
      }
    }
  }
}

/// What the extensions that PostgreSQL ships make.
struct ExtensionObjects: Sendable {
  var types: Set<String> = []
  var functions: [String: [FunctionSignature]] = [:]

  /// By the extension's name.
  static let all: [String: ExtensionObjects] = {
    var all: [String: ExtensionObjects] = [:]
    for part in table.split(separator: "@") {
      let words = part.split { $0 == " " || $0 == "\n" }
      guard let name = words.first else { continue }
      var objects = ExtensionObjects()
      objects.types = Set(words.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) })
      BuiltinFunctions.read(
        words.dropFirst().filter { !$0.hasPrefix("!") },
        into: &objects.functions
      )
      all[String(name)] = objects
    }
    return all
  }()
}
