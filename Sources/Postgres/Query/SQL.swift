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
  public let text: String
  let parameters: Parameters
  /// Where in the text's bytes the `$` of each parameter stands, so that the numbers can change when
  /// the text becomes a part of another one.
  private let holes: [Int]

  /// Joins two parts; the right one's parameters are numbered on.
  public static func + (left: SQL, right: SQL) -> SQL {
    var joined = Interpolation(literalCapacity: 0, interpolationCount: 2)
    joined.appendInterpolation(left)
    joined.appendInterpolation(right)
    return SQL(stringInterpolation: joined)
  }
}

extension SQL: ExpressibleByStringInterpolation {
  /// Makes a statement without parameters.
  public init(stringLiteral literal: StaticString) {
    text = literal.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    parameters = Parameters()
    holes = []
  }

  /// Makes a statement of literal pieces and the values between them.
  public init(stringInterpolation interpolation: Interpolation) {
    text = String(decoding: interpolation.text, as: UTF8.self)
    parameters = interpolation.parameters
    holes = interpolation.holes
  }

  /// Collects literal pieces and binds what is interpolated.
  public struct Interpolation: StringInterpolationProtocol {
    // Bytes, and room for all of them: a string for each piece would cost more than the pieces.
    fileprivate var text: [UInt8] = []
    fileprivate var holes: [Int] = []
    fileprivate var parameters = Parameters()

    /// Called by the compiler.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 3 * interpolationCount)
      holes.reserveCapacity(interpolationCount)
      parameters.reserveCapacity(interpolationCount)
    }

    /// Called by the compiler for each literal piece.
    public mutating func appendLiteral(_ literal: StaticString) {
      literal.withUTF8Buffer { text.append(contentsOf: $0) }
    }

    /// Binds a value.
    public mutating func appendInterpolation(_ value: some PostgresEncodable) {
      parameters.append(value)
      appendHole()
    }

    /// Binds a value, or NULL.
    public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
      parameters.append(value)
      appendHole()
    }

    /// Inserts another statement's text and parameters.
    public mutating func appendInterpolation(_ part: SQL) {
      let bytes = Array(part.text.utf8)
      var taken = 0
      for (index, hole) in part.holes.enumerated() {
        text += bytes[taken..<hole]
        appendHole()
        taken = hole + Self.placeholder(index + 1).count
      }
      text += bytes[taken...]
      parameters.append(part.parameters)
    }

    private mutating func appendHole() {
      holes.append(text.count)
      text += Self.placeholder(holes.count)
    }

    private static func placeholder(_ number: Int) -> String.UTF8View { "$\(number)".utf8 }
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
