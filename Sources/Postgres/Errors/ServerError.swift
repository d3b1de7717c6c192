/// An error that the server reported, in the fields of the protocol's ErrorResponse.
///
/// `description` holds codes and names of database objects only. `message`, `detail` and `context`
/// may quote values of rows and parameters, so a program shows them to the person who wrote the
/// statement and never writes them to a log.
public struct ServerError: Error, Sendable, Hashable {
  /// The error's code.
  public var sqlState: SQLState
  /// `ERROR`, `FATAL` or `PANIC`, never translated.
  public var severity: String
  /// The primary message. For data exceptions (class 22) and errors that functions raise it may
  /// quote a value.
  public var message: String
  /// What the server adds; quotes the key or row that failed.
  public var detail: String?
  /// What the server suggests.
  public var hint: String?
  /// Where inside functions it happened (the CONTEXT line).
  public var context: String?
  /// The place in the statement's text, in characters from 1.
  public var position: Int?
  /// The place in `internalQuery`, in characters from 1.
  public var internalPosition: Int?
  /// The statement that the server made itself, such as one inside a function.
  public var internalQuery: String?
  /// The schema of the object that the error is about.
  public var schema: String?
  /// The table that the error is about.
  public var table: String?
  /// The column that the error is about.
  public var column: String?
  /// The type that the error is about.
  public var dataType: String?
  /// The constraint or unique index that the error is about.
  public var constraint: String?
  /// The server's C function that raised it; tells apart errors that share a code.
  public var routine: String?
  /// Which statement of a pipeline failed, from 0.
  public var pipelineIndex: Int?
  /// Whether the statement had parameters, one of which the message may quote.
  var mayQuoteParameters = false

  /// Makes an error of a code and a message, the fields that every server sends.
  public init(sqlState: SQLState, severity: String = "ERROR", message: String) {
    self.sqlState = sqlState
    self.severity = severity
    self.message = message
  }
}

extension ServerError: CustomStringConvertible {
  /// The code, the message where it cannot quote a value, and the objects' names.
  public var description: String {
    var text = "\(severity) \(sqlState)"
    if messageIsFreeOfValues { text += ": \(messageWithoutTokens)" }
    let objects = [
      ("schema", schema), ("table", table), ("column", column), ("type", dataType),
      ("constraint", constraint),
    ]
    let named = objects.compactMap { kind, name in name.map { "\(kind) \"\($0)\"" } }
    if !named.isEmpty { text += " [\(named.joined(separator: ", "))]" }
    if let position { text += " at character \(position)" }
    return text
  }

  /// Whether the message names objects and conditions only.
  ///
  /// Class 22 quotes input ("invalid input syntax for type integer: …"); P0 and classes that are
  /// not the server's own hold whatever a function's author wrote, and so does any class that RAISE
  /// borrows. Where a value is taken for a name, as in `$1::regclass` or in a statement that a
  /// function puts together, the message about the name quotes the value; a position in the text of
  /// the caller's own statement shows that it does not.
  private var messageIsFreeOfValues: Bool {
    let isRaisedByFunction = ["exec_stmt_raise", "PLy_elog_impl", "plperl_return_next_internal"]
      .contains(routine)
    guard !isRaisedByFunction else { return false }
    switch sqlState.errorClass {
    case "08", "23", "25", "26", "28", "40", "53", "54", "55", "57": return true
    case "0A", "2B", "34", "3B", "3D", "3F", "42", "58":
      return internalQuery == nil && (position != nil || !mayQuoteParameters)
    default: return false
    }
  }

  /// A syntax error quotes the token where reading stopped, which may be a literal.
  private var messageWithoutTokens: String {
    guard sqlState == .syntaxError, let first = message.firstIndex(of: "\""),
      let last = message.lastIndex(of: "\"")
    else { return message }
    return message.replacingCharacters(in: first...last)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: ClosedRange<Index>) -> String {
    var text = self
    text.replaceSubrange(range, with: "…")
    return text
  }
}
