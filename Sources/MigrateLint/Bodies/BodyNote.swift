/// What a statement of PL/pgSQL says besides SQL, in numbers of tokens, as PL/pgSQL's own rules judge
/// it.
enum BodyNote {
  /// EXIT and CONTINUE, with the label that is left.
  case exit(Int, label: Int?, isContinue: Bool)
  /// RETURN in its forms, with what is returned.
  case returns(Int, Returned, value: Range<Int>)
  /// RAISE, with the condition or the format that it begins with.
  case raise(Raised)
  /// OPEN, with the arguments in parentheses.
  case open(cursor: Int, arguments: [Range<Int>]?, isFor: Bool)
  /// CLOSE, and the cursor of FETCH and MOVE.
  case cursor(Int)
  /// The variables of INTO.
  case into(Range<Int>)
  /// The variables of a loop over rows, and whether it is over a cursor of its own name.
  case rows(Range<Int>, cursor: Int?, arguments: [Range<Int>]?)
  /// The variable of FOREACH.
  case element(Range<Int>)
  /// GET DIAGNOSTICS: each variable with its item.
  case diagnostics(isStacked: Bool, [(target: Int, item: Int)])
  /// A label behind END LOOP, and the one before the loop.
  case endLabel(Int, of: String?)
  /// COMMIT and ROLLBACK.
  case transaction

  enum Returned { case plain, next, query }

  struct Raised {
    var token: Int
    /// The token of the condition's name.
    var condition: Int?
    /// The token of the format.
    var format: Int?
    var arguments = 0
    /// The tokens of the names of options.
    var options: [Int] = []
  }
}
