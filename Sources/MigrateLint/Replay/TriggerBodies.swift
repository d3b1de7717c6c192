import PostgresSyntax

/// PL/pgSQL binds late: a trigger function's `NEW.x` and `OLD.x` are looked up when it runs, so they
/// are judged against the catalog as it is in the end.
struct TriggerBodies {
  let catalog: Catalog
  let parser: Parser

  func findings() -> [Finding] {
    var found: [Finding] = []
    var seen: Set<Finding> = []
    for (id, table) in catalog.relations where !table.isOpen && !table.triggers.isEmpty {
      for (_, trigger) in table.triggers.sorted(by: { $0.key < $1.key }) {
        guard let function = function(trigger.function), function.language == "plpgsql" else {
          continue
        }
        for finding in findings(in: function, for: id, table) where seen.insert(finding).inserted {
          found.append(finding)
        }
      }
    }
    return found
  }

  private func function(_ name: RelationName) -> FunctionEntry? {
    let schemas = name.schema.map { [$0] } ?? catalog.searchPath
    return schemas.lazy.compactMap { catalog.schemas[$0]?.functions[name.name]?.first }.first
  }

  private func findings(
    in function: FunctionEntry,
    for id: RelationID,
    _ table: Relation
  ) -> [Finding] {
    guard let place = function.bodyPlace else { return [] }
    let body = Array(function.body.utf8)
    guard let tokens = try? parser.scan(body) else { return [] }
    let whole = LintSource(path: "", bytes: body)
    var found: [Finding] = []
    for index in tokens.indices.dropLast(2) {
      let record = whole.identifier(tokens[index].range)
      guard record == "new" || record == "old",
        body[tokens[index + 1].range] == [UInt8(ascii: ".")][...]
      else { continue }
      let field = tokens[index + 2].range
      let name = whole.identifier(field)
      guard table.column(name) == nil, !SystemColumns.names.contains(name) else { continue }
      let range = (field.lowerBound + place.offset)..<(field.upperBound + place.offset)
      let text = StatementText(
        source: place.source,
        range: range,
        tokens: [range]
      )
      found.append(
        text.unknownColumn(
          name,
          of: id.name,
          candidates: table.columns.map(\.name),
          at: range.lowerBound
        )
      )
    }
    return found
  }
}
