/// What became of a statement that may have a PL/pgSQL body.
public enum PLpgSQL: Sendable {
  /// The body's tree.
  case function(PLpgSQLFunction)
  /// The statement is no CREATE FUNCTION, CREATE PROCEDURE or DO, or in another language.
  case otherStatement
  /// libpg_query refuses the body, in words that are no proof of a mistake: it knows neither the
  /// catalog nor all of the language. The body is not to be judged.
  case refused(String)
}

/// A body in PL/pgSQL.
public struct PLpgSQLFunction: Sendable {
  /// `PLpgSQL_function`: `datums` (variables, records and their fields) and `action` (the outermost
  /// `PLpgSQL_stmt_block`). A `PLpgSQL_expr` has its SQL as a string in `query`; a `lineno` counts
  /// the body's lines from 1.
  public var tree: SyntaxNode
  /// The body between its quotes, in bytes of the text.
  public var body: Range<Int>
  /// Whether the bytes of `body` are the body: it stands in dollar quotes, or in plain ones
  /// without an escape.
  public var isVerbatim: Bool
}
