import PostgresSyntax

// What PostgreSQL asks of a routine's head: its parameters and its language.
extension Replay {
  /// Reports parameters of the same name, and defaults that are missing or cannot be.
  mutating func checkParameters(_ node: SyntaxNode) {
    var inputs: Set<String> = []
    var outputs: Set<String> = []
    var hasDefault = false
    for parameter in node.list("parameters") {
      let mode = parameter.string("mode") ?? ""
      let isInput = mode != "FUNC_PARAM_OUT" && mode != "FUNC_PARAM_TABLE"
      let isOutput = !isInput || mode == "FUNC_PARAM_INOUT"
      if let name = parameter.string("name") {
        let isTwice =
          isInput && !inputs.insert(name).inserted || isOutput && !outputs.insert(name).inserted
        if isTwice {
          report(
            .nameTaken,
            "the parameter name \(name.quotedIfNeeded) comes twice",
            at: text.offset(of: name, after: text.range.lowerBound)
          )
        }
      }
      if let value = parameter["defexpr"] {
        hasDefault = true
        checkValue(value)
      } else if isInput, hasDefault, mode != "FUNC_PARAM_VARIADIC" {
        report(
          .wrongKind,
          "a parameter behind one with a default must have a default too",
          at: parameter["argType"]?.location
        )
      }
    }
  }

  /// A parameter's default may read nothing.
  private mutating func checkValue(_ value: SyntaxNode) {
    checkCalls(value, in: .columnDefault)
    value.visit { part in
      if part.is("SubLink") { return .skipChildren }
      if part.is("ColumnRef") {
        let name = part.list("fields").compactMap(\.stringValue).joined(separator: ".")
        report(
          .unknownColumn,
          "a default cannot refer to \(name.quotedIfNeeded)",
          at: part.location
        )
      }
      return .visitChildren
    }
  }

  mutating func checkLanguage(_ node: SyntaxNode) {
    let option = node.list("options").first { $0.string("defname") == "language" }
    guard let language = option?["arg"]?.stringValue else { return }
    checkLanguage(language, at: option?.location)
  }

  /// An extension brings a language under its own name, or may bring one that is not known here.
  mutating func checkLanguage(_ language: String, at place: Int?) {
    guard !catalog.extensions.contains(language) else { return }
    check(.language, RelationName(schema: nil, name: language), at: place)
  }

  /// CREATE AGGREGATE.
  mutating func defineAggregate(_ node: SyntaxNode, _ id: RelationID) {
    var entry = FunctionEntry(
      argumentTypes: [],
      defaults: 0,
      returnsTrigger: false,
      language: "sql",
      body: ""
    )
    entry.isAggregate = true
    let arguments = node.list("args")
    let parameters = arguments.first?.elements ?? []
    // An ordered-set aggregate has arguments of two kinds, and the old style tells its own otherwise.
    let words = text.tokens.map { String(decoding: source.bytes[$0], as: UTF8.self).lowercased() }
    entry.hasKnownArguments = !node.bool("oldstyle") && !words.contains("order")
    for parameter in parameters {
      guard let type = parameter["argType"] else { continue }
      _ = self.type(type)
      entry.argumentTypes.append(Self.argumentType(type))
      if parameter.string("mode") == "FUNC_PARAM_VARIADIC" { entry.isVariadic = true }
    }
    for option in node.list("definition") where option.string("defname") == "stype" {
      if let type = option["arg"] { _ = self.type(type) }
    }
    let name = RelationName(schema: id.schema, name: id.name)
    var overloads = catalog.schemas[id.schema]?.functions[id.name] ?? []
    if entry.hasKnownArguments,
      let index = overloads.firstIndex(where: {
        $0.hasKnownArguments && $0.argumentTypes == entry.argumentTypes
      })
    {
      guard node.bool("replace"), overloads[index].isAggregate else {
        return report(.nameTaken, "a function \(name) with the same arguments exists already")
      }
      overloads[index] = entry
    } else {
      overloads.append(entry)
    }
    catalog.schemas[id.schema]?.functions[id.name] = overloads
  }
}
