import PostgresSyntax

extension Replay {
  /// `SET search_path`: other settings do not change what names mean.
  mutating func set(_ node: SyntaxNode) {
    if node.string("kind") == "VAR_RESET_ALL" || node.string("name") == "check_function_bodies" {
      let value = node.list("args").first?["sval"]?.stringValue?.lowercased()
      checksFunctionBodies = !["off", "false", "no", "0"].contains(value ?? "on")
    }
    guard node.string("name") == "search_path" || node.string("kind") == "VAR_RESET_ALL" else {
      return
    }
    switch node.string("kind") {
    case "VAR_SET_VALUE":
      setSearchPath(node.list("args").compactMap { $0["sval"]?.stringValue })
    default: catalog.searchPath = configuration.searchPath
    }
  }

  mutating func setSearchPath(_ names: [String]) {
    catalog.searchPath = Self.searchPath(names)
  }

  /// The schemas of a search path that this replay follows.
  static func searchPath(_ names: [String]) -> [String] {
    names.filter { $0 != "$user" && $0 != "pg_catalog" && !$0.isEmpty }
  }

  /// A file that takes its own changes back has none.
  mutating func transaction(_ node: SyntaxNode) {
    checkPairing(node)
    switch node.string("kind") {
    case "TRANS_STMT_BEGIN", "TRANS_STMT_START": atBegin = catalog.checkpoint()
    case "TRANS_STMT_COMMIT":
      atBegin = nil
      savepoints = []
    case "TRANS_STMT_ROLLBACK":
      if let atBegin { catalog.forget(to: atBegin) }
      atBegin = nil
      savepoints = []
    case "TRANS_STMT_SAVEPOINT":
      savepoints.append((node.string("savepoint_name") ?? "", catalog.checkpoint()))
    case "TRANS_STMT_ROLLBACK_TO":
      guard let index = savepoint(node) else { return }
      // The savepoint stays; those after it go.
      savepoints.removeSubrange((index + 1)...)
      catalog.forget(to: savepoints[index].mark)
    case "TRANS_STMT_RELEASE":
      if let index = savepoint(node) { savepoints.removeSubrange(index...) }
    default: break
    }
  }

  /// The last savepoint of the name that a statement says, or a report that there is none.
  private mutating func savepoint(_ node: SyntaxNode) -> Int? {
    let name = node.string("savepoint_name") ?? ""
    if let index = savepoints.lastIndex(where: { $0.name == name }) { return index }
    report(
      .unknownObject,
      "no savepoint \(name.quotedIfNeeded) is open here",
      at: text.offset(of: name, after: text.range.lowerBound)
    )
    catalog.isTainted = true
    return nil
  }

  /// What runs code that this replay does not read.
  mutating func taint(_ node: SyntaxNode) {
    let what =
      switch node.kind {
      case "DoStmt": "a DO block"
      case "CallStmt": "a procedure"
      case "ExecuteStmt": "a prepared statement"
      case "CreateEventTrigStmt": "an event trigger"
      default: "a function that runs statements of its own"
      }
    if !catalog.isTainted {
      report(
        .notAnalysed,
        "\(what) is not analysed: what it changes is not known, so that errors after it are told as "
          + "warnings"
      )
    }
    catalog.isTainted = true
  }

  /// A query may call a function that changes the catalog.
  mutating func noteCalls(of node: SyntaxNode) {
    for call in node.descendants where call.is("FuncCall") {
      let name = relationName(call.list("funcname"))
      if name.name == "set_config", name.schema ?? "pg_catalog" == "pg_catalog" {
        let arguments = call.list("args")
        guard arguments.first?["sval"]?.stringValue == "search_path" else { continue }
        let path = arguments.dropFirst().first?["sval"]?.stringValue ?? ""
        setSearchPath(
          path.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.filter { $0 != "\"" })
          }
        )
        continue
      }
      let isOwn = catalog.path(name.schema).contains {
        catalog.schemas[$0]?.functions[name.name]?.contains(where: catalog.mayChange) == true
      }
      if isOwn { taint(node) }
    }
  }
}
