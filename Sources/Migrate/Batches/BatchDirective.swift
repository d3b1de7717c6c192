/// What `-- heartly:batch key=id size=1000 pause=10ms` asks for: the statement after it is run in
/// batches, each of which commits.
public struct BatchDirective: Sendable, Hashable {
  /// The columns whose order the batches follow, as the catalog holds their names. Nil, where the
  /// directive does not say it: the table's primary key.
  public var key: [String]?
  /// How many rows of the table one batch passes over at most, whether the statement changes them or
  /// not. Default 1000: a few milliseconds to some tens of them, so that a writer who wants one of the
  /// rows hardly notices, and what a batch costs besides its rows does not count.
  public var size = 1000
  /// How long the engine waits between two batches. Default 10 ms: about as long as a batch takes, which
  /// leaves half of the time to everybody else, to replication and to VACUUM.
  public var pause = Duration.milliseconds(10)

  /// The largest batch that may be asked for: more is no batch any more, but a long transaction.
  public static let largestSize = 100_000
  /// The longest pause that may be asked for.
  public static let longestPause = Duration.seconds(60)

  /// Makes a directive with the defaults above.
  public init() {}

  /// What is wrong with a directive.
  public enum Problem: Error, Sendable, Hashable {
    /// No option has the name.
    case unknownOption(String)
    /// An option stands twice.
    case repeated(String)
    /// `key` holds no list of columns.
    case key
    /// `size` is no number from 1 to ``BatchDirective/largestSize``.
    case size
    /// `pause` is no time from 0 to ``BatchDirective/longestPause``.
    case pause
  }

  /// A problem with the byte of the argument at which it begins.
  struct Located: Error {
    let problem: Problem
    let offset: Int
  }

  /// Reads the options, which blanks separate.
  init(_ argument: some Collection<UInt8>) throws(Located) {
    let bytes = Array(argument)
    var seen: Set<String> = []
    var position = 0
    while let field = Self.field(of: bytes, from: &position) {
      let text = String(decoding: bytes[field], as: UTF8.self)
      let name = String(text.prefix { $0 != "=" })
      let value = text.dropFirst(name.count + 1)
      func refuse(_ problem: Problem) -> Located {
        Located(problem: problem, offset: field.lowerBound)
      }
      guard seen.insert(name).inserted else { throw refuse(.repeated(name)) }
      switch name {
      case "key":
        guard let columns = Self.columns(value) else { throw refuse(.key) }
        key = columns
      case "size":
        guard let number = Int(value), (1...Self.largestSize).contains(number) else {
          throw refuse(.size)
        }
        size = number
      case "pause":
        guard let time = Self.duration(value), time <= Self.longestPause else {
          throw refuse(.pause)
        }
        pause = time
      default: throw refuse(.unknownOption(name))
      }
    }
  }

  /// The next run of bytes that holds no blank outside of double quotes.
  private static func field(of bytes: [UInt8], from position: inout Int) -> Range<Int>? {
    while position < bytes.count, bytes[position].isSQLSpace { position += 1 }
    let start = position
    var isQuoted = false
    while position < bytes.count, isQuoted || !bytes[position].isSQLSpace {
      if bytes[position] == .doubleQuote { isQuoted.toggle() }
      position += 1
    }
    return start == position ? nil : start..<position
  }

  /// `id` or `"tenantId",id`.
  private static func columns(_ text: Substring) -> [String]? {
    let bytes = Array(text.utf8)
    var reader = StatementReader(bytes, in: bytes.indices)
    var names: [String] = []
    repeat {
      guard let name = reader.identifier() else { return nil }
      names.append(name)
    } while reader.take(",")
    return reader.isAtEnd && Set(names).count == names.count ? names : nil
  }

  /// `10ms`, `2s`, or `0`.
  private static func duration(_ text: Substring) -> Duration? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number <= 1_000_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": return .milliseconds(number)
    case "s": return .seconds(number)
    case "" where number == 0: return .zero
    default: return nil
    }
  }
}

extension BatchDirective.Problem: CustomStringConvertible {
  /// What is wrong and how it is written.
  public var description: String {
    switch self {
    case .unknownOption(let name):
      "there is no option `\(name.printable)`; known are key, size and pause, each written name=value"
    case .repeated(let name): "`\(name.printable)` stands twice"
    case .key:
      "key lists columns, separated by commas without blanks: key=id or key=\"ownerId\",id"
    case .size:
      "size is the number of rows of one batch, from 1 to \(BatchDirective.largestSize): size=1000"
    case .pause:
      "pause is the time between two batches with its unit, at most "
        + "\(BatchDirective.longestPause.components.seconds) s: pause=10ms, pause=1s or pause=0"
    }
  }
}
