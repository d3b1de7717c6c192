/// A statement whose text comes from literals only; interpolation binds a parameter.
///
/// ```swift
/// let query: SQL = "SELECT id, name FROM facility WHERE id = \(id)"   // … WHERE id = $1
/// ```
///
/// There is no way to make one of a run-time string. What varies, such as a sort order, is an
/// enumeration whose cases are literals, joined with `+`.
public struct SQL: Sendable {
  /// The text with `$1`, `$2`, … where values were interpolated.
  public private(set) var text: String
  private(set) var parameters: Parameters

  /// Joins two parts; the right one's parameters are numbered on.
  public static func + (left: SQL, right: SQL) -> SQL {
    var joined = left
    joined.append(right)
    return joined
  }

  private mutating func append(_ other: SQL) {
    let offset = parameters.count
    if offset == 0 || other.parameters.count == 0 {
      text += other.text
    } else {
      text += other.segments.joined { "$\($0 + 1 + offset)" }
    }
    segments.append(other.segments)
    parameters.append(other.parameters)
  }

  /// The literal pieces, between which the parameters stand.
  private var segments: Segments
}

extension SQL: ExpressibleByStringInterpolation {
  /// Makes a statement without parameters.
  public init(stringLiteral literal: StaticString) {
    text = literal.string
    parameters = Parameters()
    segments = Segments(first: text)
  }

  /// Makes a statement of literal pieces and the values between them.
  public init(stringInterpolation interpolation: Interpolation) {
    text = interpolation.segments.joined { "$\($0 + 1)" }
    parameters = interpolation.parameters
    segments = interpolation.segments
  }

  /// Collects literal pieces and binds what is interpolated.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var segments = Segments(first: "")
    fileprivate var parameters = Parameters()

    /// Called by the compiler.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Called by the compiler for each literal piece.
    public mutating func appendLiteral(_ literal: StaticString) {
      segments.appendText(literal.string)
    }

    /// Binds a value.
    public mutating func appendInterpolation(_ value: some PostgresEncodable) {
      parameters.append(value)
      segments.appendHole()
    }

    /// Inserts another statement's text and parameters.
    public mutating func appendInterpolation(_ part: SQL) {
      segments.append(part.segments)
      parameters.append(part.parameters)
    }
  }
}

/// The pieces of a statement's text, one more than it has parameters.
private struct Segments: Sendable {
  private var pieces: [String]

  init(first: String) { pieces = [first] }

  mutating func appendText(_ text: String) { pieces[pieces.count - 1] += text }

  mutating func appendHole() { pieces.append("") }

  mutating func append(_ other: Segments) {
    pieces[pieces.count - 1] += other.pieces[0]
    pieces += other.pieces.dropFirst()
  }

  func joined(_ hole: (Int) -> String) -> String {
    var text = pieces[0]
    for (index, piece) in pieces.dropFirst().enumerated() {
      text += hole(index)
      text += piece
    }
    return text
  }
}

extension StaticString {
  fileprivate var string: String {
    withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
  }
}

/// The text of a file that the operator of the program wrote, such as a migration.
///
/// It is the one door for text that is not a literal: it takes no parameters, and nothing that a
/// request carries may ever become one.
public struct SQLScript: Sendable, Hashable {
  /// The text as PostgreSQL gets it.
  public let text: String

  /// Makes a script of a file's text.
  public init(text: String) {
    self.text = text
  }
}
