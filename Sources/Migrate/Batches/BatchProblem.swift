/// Why a statement cannot be run in batches so that they amount to the same as the whole.
public enum BatchProblem: Sendable, Hashable {
  /// It is no UPDATE, DELETE or INSERT … SELECT.
  case otherStatement
  /// A part of it is written in a form that the engine does not read.
  case unreadable(expected: String)
  /// A clause whose result is one of the whole: `RETURNING`, `LIMIT`, `DISTINCT` and others.
  case clause(String)
  /// It reads the table that it changes: later batches would see what earlier ones have changed.
  case readsItself(String)
  /// It changes the key, so that rows would move from one batch to another.
  case changesKey(String)
  /// It calls an aggregate or window function, which looks at more than one row.
  case aggregate(String)
  /// Policies hide rows from the role that would run it.
  case rowSecurity(String)
  /// What it goes through is no table.
  case noTable(String)
  /// The table has no primary key, and the directive names no key.
  case noKey(String)
  /// The table has no such column.
  case unknownColumn(String, table: String)
  /// The column may hold NULL, which is in no range: its rows would be passed over.
  case nullable(String, table: String)
  /// No unique index has exactly these columns in this order.
  case noIndex([String], table: String)
}

extension BatchProblem: CustomStringConvertible {
  /// What stands in the way, and the way out.
  public var description: String {
    switch self {
    case .otherStatement:
      "only an UPDATE, a DELETE or an INSERT … SELECT can be run in batches"
    case .unreadable(let expected):
      "the statement is not of the form that can be run in batches: \(expected) is expected here"
    case .clause(let word):
      "\(word) is about the whole and would mean something else in each batch; leave it out, or run "
        + "the statement without `-- \(Directive.prefix)batch`"
    case .readsItself(let table):
      "the statement reads \(table), which it changes: later batches would see what earlier ones have "
        + "changed; put what it reads into a table of its own first"
    case .changesKey(let column):
      "the statement changes \(column), which is part of the key of the batches: rows would move from "
        + "one to another; name another key"
    case .aggregate(let function):
      "\(function) looks at more than one row and would have another result in each batch"
    case .rowSecurity(let table):
      "row-level security of \(table) holds for the role that would run the batches, and rows that it "
        + "hides would be passed over without a word; run them as a role with BYPASSRLS"
    case .noTable(let name): "\(name) is no table"
    case .noKey(let table):
      "\(table) has no primary key; name the columns of a unique index: key=…"
    case .unknownColumn(let column, let table): "\(table) has no column \(column)"
    case .nullable(let column, let table):
      "\(column) of \(table) may be NULL, and rows without it would be passed over; take a key that is "
        + "NOT NULL"
    case .noIndex(let columns, let table):
      "no unique index of \(table) has the columns (\(columns.joined(separator: ", "))) and no others, "
        + "in this order: each batch would read the whole table; make one, or name another key"
    }
  }
}
