/// A statement whose text comes from literals only; interpolation binds a parameter.
///
/// ```swift
/// let query: SQL = "SELECT id, name FROM facility WHERE id = \(id)"   // … WHERE id = $1
/// ```
///
/// There is no way to make one of a run-time string. What varies, such as a sort order, is an
/// enumeration whose cases are literals, joined with `+`. The name of an object that is not known before is
/// quoted: `\(identifier: schema).booking`.
public struct SQL: Sendable {
  let statement: BoundStatement

  /// The text with `$1`, `$2`, … where values were interpolated.
  public var text: String { statement.string }

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
    var text: [UInt8] = []
    text.reserveCapacity(literal.utf8CodeUnitCount + 1)
    literal.withUTF8Buffer { text.append(contentsOf: $0) }
    statement = BoundStatement(text: text)
  }

  /// Makes a statement of literal pieces and the values between them.
  public init(stringInterpolation interpolation: Interpolation) {
    statement = BoundStatement(text: interpolation.text, parameters: interpolation.parameters)
  }

  /// Collects literal pieces and binds what is interpolated.
  public struct Interpolation: StringInterpolationProtocol {
    // Bytes, and room for all of them: a string for each piece would cost more than the pieces.
    fileprivate var text: [UInt8] = []
    fileprivate var parameters = Parameters()

    /// Called by the compiler.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 3 * interpolationCount + 1)
      parameters.reserveCapacity(interpolationCount)
    }

    /// Called by the compiler for each literal piece.
    public mutating func appendLiteral(_ literal: StaticString) {
      literal.withUTF8Buffer { text.append(contentsOf: $0) }
    }

    /// Binds a value.
    public mutating func appendInterpolation(_ value: some PostgresEncodable) {
      parameters.append(value, at: text.count)
      appendPlaceholder(parameters.count)
    }

    /// Binds a value, or NULL.
    public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
      parameters.append(value, at: text.count)
      appendPlaceholder(parameters.count)
    }

    /// Inserts the name of an object, in quotes whatever it is: it can be nothing but a name.
    ///
    /// U+0000, which no name holds, would end the text; the statement is refused when it is sent.
    public mutating func appendInterpolation(identifier name: String) {
      text.append(UInt8(ascii: "\""))
      for byte in name.utf8 {
        if byte == UInt8(ascii: "\"") { text.append(byte) }
        text.append(byte)
      }
      text.append(UInt8(ascii: "\""))
    }

    /// Inserts another statement's text and parameters.
    public mutating func appendInterpolation(_ part: SQL) {
      let bytes = part.statement.text.dropLast()
      var holes: [Int] = []
      var taken = 0
      for (index, hole) in part.statement.parameters.holes.enumerated() {
        text += bytes[taken..<hole]
        holes.append(text.count)
        appendPlaceholder(parameters.count + index + 1)
        taken = hole + Self.length(ofPlaceholder: index + 1)
      }
      text += bytes[taken...]
      parameters.append(part.statement.parameters, at: holes)
    }

    private mutating func appendPlaceholder(_ number: Int) {
      text.append(UInt8(ascii: "$"))
      guard number >= 10 else { return text.append(UInt8(ascii: "0") + UInt8(number)) }
      text.append(contentsOf: String(number).utf8)
    }

    private static func length(ofPlaceholder number: Int) -> Int {
      number < 10 ? 2 : 1 + String(number).utf8.count
    }
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
