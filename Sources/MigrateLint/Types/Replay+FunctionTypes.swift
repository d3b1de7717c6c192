import PostgresSyntax

extension Replay {
  /// Whether what the last statement of a body in SQL returns becomes what the function does
  /// (`check_sql_fn_retval` of `functions.c`).
  mutating func checkResult(_ statements: [SyntaxNode], of entry: FunctionEntry) {
    guard let wanted = entry.result, wanted.name != "void", let last = statements.last else {
      return
    }
    checkTypes(in: .query) { check in
      let changes = ["InsertStmt", "UpdateStmt", "DeleteStmt"].contains(last.kind)
      if !last.is("SelectStmt"), !changes || last.list("returningList").isEmpty {
        return check.report(
          .typeMismatch,
          "the function returns \(wanted), and its last statement returns nothing",
          at: last.location
        )
      }
      guard last.is("SelectStmt"), let result = check.types.type(wanted),
        result.builtin?.kind != .pseudo || result == .record
      else { return }
      var parameters = TypedScope()
      let named = zip(entry.argumentNames, entry.arguments)
      parameters.entries = [
        TypedScope.Entry(
          name: "",
          columns: named.map { TypedColumn(name: $0, type: check.types.type($1)) }
        )
      ]
      check.parameters = entry.arguments.map { check.types.type($0) }
      guard let columns = check.columns(of: last, outer: [parameters]) else { return }
      check.check(columns, returnedAs: result, entry.columns, at: check.place(of: last))
    }
  }

  /// Whether CREATE OR REPLACE may put one function in place of another: its result, the names of its
  /// arguments and their defaults stay.
  mutating func mayReplace(
    _ old: FunctionEntry,
    with new: FunctionEntry,
    named name: RelationName
  ) -> Bool {
    guard old.isProcedure == new.isProcedure, !old.isAggregate else {
      return refuse(name, "CREATE OR REPLACE cannot make a routine of another kind of \(name)")
    }
    guard old.hasKnownArguments, !old.result.isDifferent(from: new.result),
      old.returnsSet == new.returnsSet || old.result == nil,
      old.columns == nil || new.columns == nil || old.columns == new.columns
    else {
      guard old.hasKnownArguments else { return true }
      return refuse(name, "CREATE OR REPLACE cannot change what function \(name) returns")
    }
    let names = zip(old.argumentNames, new.argumentNames)
    if let (was, _) = names.first(where: { !$0.isEmpty && $0 != $1 }) {
      return refuse(
        name,
        "CREATE OR REPLACE cannot rename the argument \(was.quotedIfNeeded) of function \(name)"
      )
    }
    guard new.defaults >= old.defaults else {
      return refuse(name, "CREATE OR REPLACE cannot take defaults from function \(name)")
    }
    return true
  }

  private mutating func refuse(_ name: RelationName, _ message: String) -> Bool {
    report(.wrongKind, message, at: text.offset(of: name.name, after: text.range.lowerBound))
    return false
  }
}

extension TypeReference? {
  /// Whether both are known and not the same, whatever their modifiers.
  fileprivate func isDifferent(from other: TypeReference?) -> Bool {
    guard let self, let other, !self.name.isEmpty, !other.name.isEmpty else { return false }
    return self.name != other.name || self.schema != other.schema
      || (self.dimensions > 0) != (other.dimensions > 0)
  }
}

extension TypeCheck {
  fileprivate mutating func check(
    _ columns: [TypedColumn],
    returnedAs result: DataType,
    _ wanted: [ResultColumn]?,
    at offset: Int?
  ) {
    if result == .record {
      guard let wanted else { return }
      guard columns.count == wanted.count else {
        // One column may be the whole row.
        guard columns.count != 1 || columns[0].type?.builtin?.kind == .base else { return }
        return report(
          .typeMismatch,
          "the function returns \(wanted.count) columns, and its body \(columns.count)",
          at: offset
        )
      }
      for (column, target) in zip(columns, wanted) {
        check(column, returnedAs: types.type(target.type), at: offset)
      }
      return
    }
    guard !types.isComposite(types.base(result) ?? result) else { return }
    guard columns.count == 1 else {
      return report(
        .typeMismatch,
        "the function returns \(result), and its body \(columns.count) columns",
        at: offset
      )
    }
    check(columns[0], returnedAs: result, at: offset)
  }

  private mutating func check(
    _ column: TypedColumn,
    returnedAs target: DataType?,
    at offset: Int?
  ) {
    guard let type = column.type, let target,
      types.canCoerce(type, to: target, .assignment) == false
    else { return }
    report(
      .typeMismatch,
      "the function returns \(target), but its body returns \(type)",
      at: offset
    )
  }
}
