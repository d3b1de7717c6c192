/// One overload of a function, as far as calls are judged by it.
struct FunctionSignature: Equatable, Sendable {
  enum Volatility: UInt8, Sendable { case immutable, stable, volatile }
  enum Kind: Sendable { case function, aggregate, window, procedure }

  var arguments: ClosedRange<Int>
  var volatility: Volatility
  var kind = Kind.function
  var returnsSet = false

  /// Reads the generated tables' form: `1i`, `2-3s`, `1+v`, with `a`, `w` or `r` behind.
  init?(_ word: TableWords.Word) {
    var rest = word
    guard let least = rest.takeNumber() else { return nil }
    var most = least
    if rest.first == UInt8(ascii: "+") {
      most = .max
      rest.removeFirst()
    } else if rest.first == UInt8(ascii: "-") {
      rest.removeFirst()
      most = rest.takeNumber() ?? least
    }
    guard least <= most, let letter = rest.popFirst() else { return nil }
    arguments = least...most
    volatility =
      letter == UInt8(ascii: "i") ? .immutable : letter == UInt8(ascii: "s") ? .stable : .volatile
    for mark in rest {
      switch mark {
      case UInt8(ascii: "a"): kind = .aggregate
      case UInt8(ascii: "w"): kind = .window
      case UInt8(ascii: "r"): returnsSet = true
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
  private static let tables = [FunctionTable(first), FunctionTable(second)]

  /// All overloads of a name; nil for one that PostgreSQL does not have.
  static func overloads(of name: String) -> [FunctionSignature]? {
    for table in tables {
      if let overloads = table.overloads(of: name) { return overloads }
    }
    return nil
  }

  static func contains(_ name: String) -> Bool { tables.contains { $0.contains(name) } }

  static var names: [String] { tables.flatMap(\.names).sorted() }
}

/// Groups of names behind their overloads, which end with a colon. No name is in two groups.
///
/// A run calls a few of thousands of functions, so that signatures are read when they are asked for.
struct FunctionTable: Sendable {
  private let words: StaticString
  /// Where the overloads of a name stand in the words.
  private let places: [String: Int]

  /// `range` is the part of the words that the table takes; all of them by default. Words that
  /// begin with `!` are none of a function.
  init(_ words: StaticString, in range: Range<Int>? = nil) {
    self.words = words
    // A word is 16 bytes long, or a little more: nothing is moved to grow.
    let bytes = range?.count ?? words.utf8CodeUnitCount
    var places: [String: Int] = Dictionary(minimumCapacity: bytes / 16)
    var group = 0
    for word in TableWords(words, in: range) where word.first != UInt8(ascii: "!") {
      if word.last == UInt8(ascii: ":") {
        group = word.startIndex
      } else {
        places[word.text] = group
      }
    }
    self.places = places
  }

  func overloads(of name: String) -> [FunctionSignature]? {
    guard let place = places[name] else { return nil }
    var rest = TableWords(words, in: place..<words.utf8CodeUnitCount)
    return rest.next()?.dropLast().parts(at: UInt8(ascii: ",")).compactMap { FunctionSignature($0) }
  }

  func contains(_ name: String) -> Bool { places[name] != nil }

  var names: Dictionary<String, Int>.Keys { places.keys }
}

/// What an extension that PostgreSQL ships makes.
struct ExtensionObjects: Sendable {
  let types: Set<String>
  let functions: FunctionTable

  /// By the extension's name.
  static let all: [String: ExtensionObjects] = {
    var all: [String: ExtensionObjects] = [:]
    var (name, start) = ("", 0)
    func add(upTo end: Int) {
      if !name.isEmpty { all[name] = ExtensionObjects(in: start..<end) }
    }
    for word in TableWords(table) where word.first == UInt8(ascii: "@") {
      add(upTo: word.startIndex)
      (name, start) = (word.dropFirst().text, word.endIndex)
    }
    add(upTo: table.utf8CodeUnitCount)
    return all
  }()

  private init(in range: Range<Int>) {
    types = Set(
      TableWords(Self.table, in: range).filter { $0.first == UInt8(ascii: "!") }
        .map { $0.dropFirst().text }
    )
    functions = FunctionTable(Self.table, in: range)
  }
}
