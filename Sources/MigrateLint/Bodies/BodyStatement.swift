/// A statement of PL/pgSQL, as far as the analyser follows it.
indirect enum BodyStatement: Sendable {
  /// `[DECLARE …] BEGIN … [EXCEPTION …] END`.
  case block(BodyBlock)
  /// SQL, without its INTO, and the variables that take its first row.
  case sql(BodyFragment, into: [String])
  /// What is only evaluated: PERFORM, RETURN, the arguments of RAISE.
  case expression(BodyFragment)
  /// `variable := expression`, with the number of the variable's token.
  case assign(Int, BodyFragment)
  /// IF and CASE. A CASE's conditions are not decided.
  case branch([BodyArm], otherwise: [BodyStatement]?)
  /// A loop: what is evaluated for it, and the variables that it declares.
  case loop([BodyFragment], [BodyVariable], [BodyStatement])
  /// EXECUTE: the text, and what is evaluated beside it.
  case execute(BodyFragment, into: [String], using: [BodyFragment])
  /// RETURN, RAISE EXCEPTION, EXIT and CONTINUE: what follows does not run. Where a condition is
  /// given, it may.
  case leave(Leave, when: BodyFragment?)
  /// What PL/pgSQL's own rules judge, and does nothing that concerns the names of SQL.
  case note(BodyNote)

  enum Leave { case function, loop, error }
}

/// A condition with what runs where it holds.
struct BodyArm {
  var condition: BodyFragment
  /// Whether the condition is one of IF, not a value of CASE.
  var isCondition: Bool
  var body: [BodyStatement]
}

/// A block with its declarations and its handlers of errors.
struct BodyBlock: Sendable {
  var label: String?
  /// The token of the label behind END.
  var endLabel: Int?
  var variables: [BodyVariable] = []
  var body: [BodyStatement] = []
  var handlers: [Handler] = []

  struct Handler {
    /// The conditions' names and SQLSTATEs, lower case.
    var conditions: [String]
    /// The tokens between WHEN and THEN.
    var tokens: Range<Int>
    var body: [BodyStatement]
  }

  /// Whether an error of names inside is caught, so that it may be meant.
  var catchesNames: Bool {
    handlers.contains { handler in
      handler.conditions.contains {
        $0 == "others" || $0.hasPrefix("undefined_") || $0.hasPrefix("42")
          || $0.hasPrefix("syntax_error")
      }
    }
  }
}

extension BodyBlock {
  /// Whether an error of types or values inside is caught.
  var catchesTypes: Bool {
    let caught = ["invalid_", "data", "22", "numeric_", "cannot_", "indeterminate_", "ambiguous_"]
    return handlers.contains { handler in
      handler.conditions.contains { condition in caught.contains { condition.hasPrefix($0) } }
    }
  }
}

/// A variable, record, cursor or alias.
struct BodyVariable: Sendable {
  enum Kind {
    case scalar, record, cursor, label
    /// One that an integer FOR loop makes.
    case counter
    /// ALIAS FOR another.
    case alias
    /// `table%ROWTYPE`.
    case row(RelationName)
    /// Of a type that may be a table's.
    case named(RelationName)
  }

  var name: String
  var kind = Kind.scalar
  /// The tokens of its type, where one is written.
  var type: Range<Int>?
  var isConstant = false
  var isNotNull = false
  /// Its default, or its cursor's query.
  var value: BodyFragment?
  /// A cursor's, which are names inside its query.
  var parameters: [String] = []
}

/// A piece of SQL in a body.
struct BodyFragment: Sendable {
  /// The tokens, by their numbers.
  var tokens: Range<Int>
  /// Whether it is an expression, or a list of them, which SELECT makes a statement.
  var isExpression: Bool
  /// What PL/pgSQL takes out before PostgreSQL sees the rest, by the tokens' numbers.
  var blank: Range<Int>?
}
