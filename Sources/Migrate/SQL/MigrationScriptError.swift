/// Why a file's text cannot be run as a migration; each case names the place.
public enum MigrationScriptError: Error, Sendable, Hashable {
  /// A quote, dollar quote or comment is never closed.
  case unterminated(SQLToken.Kind, SourceLocation)
  /// A backslash outside of quotes: a command of psql, not of SQL.
  case metaCommand(SourceLocation)
  /// `COPY … FROM STDIN` or `TO STDOUT`, whose data is no SQL.
  case copyStream(SourceLocation)
  /// `{{…}}` or `${…}` that a template tool should have replaced.
  case placeholder(SourceLocation)
  /// A byte order mark inside of the text, as joined files have it.
  case byteOrderMarkInside(SourceLocation)
  /// A statement that begins or ends a transaction.
  case transactionControl(command: String, SourceLocation)
  /// A statement that means something only in a transaction, in a script that runs outside of one
  /// because of another statement, or of the directive when `because` is nil.
  case needsTransaction(command: String, SourceLocation, because: SourceLocation?)
  /// A `-- heartly:` comment of unknown name.
  case unknownDirective(name: String, SourceLocation)
  /// A directive where it has no meaning; `rule` says where it has.
  case misplacedDirective(name: String, rule: String, SourceLocation)
  /// A directive without the reason that it must give.
  case reasonMissing(directive: String, SourceLocation)
  /// A `-- heartly:batch` whose options cannot be read.
  case invalidBatch(BatchDirective.Problem, SourceLocation)
  /// A statement that `-- heartly:batch` stands before and that cannot be run in batches.
  case notBatchable(BatchProblem, SourceLocation)
  /// A file that declares itself irreversible and yet holds statements.
  case irreversibleWithStatements(SourceLocation)
  /// There is no statement in the file, only blanks and comments.
  case empty(file: String)

  /// Where it is; nil when it is the file as a whole.
  public var location: SourceLocation? {
    switch self {
    case .unterminated(_, let place), .metaCommand(let place), .copyStream(let place),
      .placeholder(let place), .byteOrderMarkInside(let place), .transactionControl(_, let place),
      .needsTransaction(_, let place, _), .unknownDirective(_, let place),
      .misplacedDirective(_, _, let place), .reasonMissing(_, let place),
      .irreversibleWithStatements(let place), .invalidBatch(_, let place),
      .notBatchable(_, let place):
      place
    case .empty: nil
    }
  }
}

extension MigrationScriptError: CustomStringConvertible {
  /// `path:line:column: what is wrong; what to do`.
  public var description: String {
    switch self {
    case .empty(let file): "\(file): \(reason)"
    default: "\(location.map(String.init(describing:)) ?? ""): \(reason)"
    }
  }

  /// What is wrong and what to do, without the place.
  public var reason: String {
    switch self {
    case .unterminated(let kind, _):
      "the \(kind.name) that begins here is never closed"
    case .metaCommand:
      "a backslash outside of quotes is a command of psql, not SQL; write the SQL itself, or run "
        + "the file with psql"
    case .copyStream:
      "COPY with STDIN or STDOUT needs a client that streams the data; write INSERT statements"
    case .placeholder:
      "a template's placeholder was not filled in; a migration must hold the final text"
    case .byteOrderMarkInside:
      "a byte order mark (U+FEFF) inside of the text, perhaps from joining files; delete it"
    case .transactionControl(let command, _):
      "\(command) is refused: the engine owns the transaction, so that the migration and its "
        + "history row are one; delete it"
    case .needsTransaction(let command, _, let place?):
      "\(command) works only in a transaction, but this migration runs outside of one because of "
        + "the statement at \(place.line):\(place.column); move one of them to its own migration"
    case .needsTransaction(let command, _, nil):
      "\(command) works only in a transaction, but `-- \(Directive.prefix)no-transaction` makes this "
        + "migration run outside of one; move it to its own migration"
    case .unknownDirective(let name, _):
      "unknown directive `\(Directive.prefix)\(name.printable)`; known are no-transaction, "
        + "irreversible, ignore, ignore-file, batch and replaces"
    case .misplacedDirective(let name, let rule, _):
      "`\(Directive.prefix)\(name)` has no meaning here: \(rule)"
    case .reasonMissing(let directive, _):
      "`\(Directive.prefix)\(directive)` must say why: `-- \(Directive.prefix)\(directive) reason`"
    case .invalidBatch(let problem, _): "`\(Directive.prefix)batch`: \(problem)"
    case .notBatchable(let problem, _): "\(problem)"
    case .irreversibleWithStatements:
      "the file says that it is irreversible, so it must hold no statement; delete one or the other"
    case .empty:
      "the file holds no SQL statement; write one, and for a rollback that is impossible write "
        + "`-- \(Directive.prefix)irreversible reason` into the .down.sql"
    }
  }
}
