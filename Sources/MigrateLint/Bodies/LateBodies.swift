import PostgresSyntax

/// PL/pgSQL binds late: the tables and columns that a function names are looked up when it runs, so
/// its body is judged against the catalog as it is in the end.
struct LateBodies {
  private let catalog: Catalog
  private let parser: Parser

  /// Whether the server is one whose operators, functions and casts are all known.
  private let knowsTypes: Bool

  init(catalog: Catalog, parser: Parser, knowsTypes: Bool) {
    self.catalog = catalog
    self.parser = parser
    self.knowsTypes = knowsTypes
  }

  /// What the functions that exist in the end name and is not there.
  func findings() -> [Finding] {
    let routines = routines()
    guard !routines.isEmpty else { return [] }
    var known = catalog
    known.openWhatSeveralSchemasHave()
    for routine in routines { routine.addTables(to: &known, parser: parser) }
    let triggers = triggers()
    var found: [Finding] = []
    var seen: Set<Finding> = []
    for routine in routines {
      let rows = triggers[routine.id] ?? []
      for finding in findings(in: routine, known, rows) where seen.insert(finding).inserted {
        found.append(catalog.isTainted ? finding.asLate.asWarning : finding.asLate)
      }
    }
    return found
  }

  private func findings(
    in routine: Routine,
    _ known: Catalog,
    _ triggers: [(table: RelationID, trigger: Trigger)]
  ) -> [Finding] {
    var catalog = known
    if let path = routine.entry.ownSearchPath {
      catalog.searchPath = path
    } else {
      // The caller's search path decides, and is not known: every schema may be on it.
      let first = routine.entry.searchPath + [routine.id.schema, "public"]
      catalog.searchPath = first + catalog.schemas.keys.sorted().filter { !first.contains($0) }
    }
    for (_, trigger) in triggers {
      for table in trigger.transitionTables { catalog.addOpen(table) }
    }
    var check = BodyCheck(catalog: catalog, parser: parser, text: routine.text)
    check.isBlindToTables = routine.makesUnknownTables
    let tables = triggers.compactMap { use in self.catalog[use.table].map { (use.table, $0) } }
    // A table that is not fully known may have the column.
    if !tables.isEmpty, !tables.contains(where: \.1.isOpen), !routine.entry.looksIntoRow {
      check.rows = tables.sorted { ($0.0.schema, $0.0.name) < ($1.0.schema, $1.0.name) }
    }
    let scope = RoutineScope(catalog: catalog).outermost(
      name: routine.id.name,
      parameters: routine.entry.parameterNames
    )
    let types = BodyTypes(text: routine.text, parser: parser, catalog: catalog)
    var scopes = BodyScopes(
      names: [scope],
      types: [types.outermost(routine.entry, named: routine.id.name)]
    )
    // What a name means where it is a column's too is the body's to say.
    check.checksTypes =
      knowsTypes && !catalog.isTainted && !catalog.customs.hasCasts
      && !routine.text.words.contains("#")
    let form = RoutineForm(routine.entry, named: routine.id.name)
    let result = form.result == .value ? routine.entry.result : nil
    let system = TypeSystem(catalog: catalog)
    check.own = (routine.id.name, result.flatMap { system.type($0) })
    if routine.entry.outputs.isEmpty {
      check.parameters = types.plain(routine.entry.arguments)
    }
    if let rows = types.rows(tables.map(\.1)) { scopes.types.append(rows) }
    check.check(routine.block, in: scopes)
    if form.result == .value || form.result == .trigger {
      check.checkEnd(of: routine.block, named: routine.id.name)
    }
    return check.findings
  }

  private func routines() -> [Routine] {
    var list: [Routine] = []
    for (schema, entry) in catalog.schemas.sorted(by: { $0.key < $1.key }) {
      for (name, overloads) in entry.functions.sorted(by: { $0.key < $1.key }) {
        for function in overloads where function.language == "plpgsql" {
          guard let source = function.bodySource, source.source.role != .baseline,
            let body = function.readBody ?? ReadBody(source, parser: parser)
          else { continue }
          let id = RelationID(schema: schema, name: name)
          list.append(Routine(id: id, entry: function, text: body.text, block: body.block))
        }
      }
    }
    return list
  }

  /// The triggers that call each function.
  private func triggers() -> [RelationID: [(table: RelationID, trigger: Trigger)]] {
    var list: [RelationID: [(RelationID, Trigger)]] = [:]
    for (id, table) in catalog.relations {
      for trigger in table.triggers.values {
        let schemas = trigger.function.schema.map { [$0] } ?? catalog.schemas.keys.sorted()
        for schema in schemas
        where catalog.schemas[schema]?.functions[trigger.function.name] != nil {
          list[RelationID(schema: schema, name: trigger.function.name), default: []]
            .append((id, trigger))
        }
      }
    }
    return list
  }
}

/// A function with its body.
private struct Routine {
  let id: RelationID
  let entry: FunctionEntry
  let text: BodyText
  let block: BodyBlock

  /// Whether it may make tables whose names cannot be read.
  var makesUnknownTables: Bool {
    text.words.contains { word in
      let isString =
        switch word.utf8.first {
        case UInt8(ascii: "'"), UInt8(ascii: "$"): true
        case UInt8(ascii: "e"), UInt8(ascii: "E"): word.utf8.dropFirst().first == UInt8(ascii: "'")
        default: false
        }
      return isString && word.lowercased().holds("create")
    }
  }

  /// The tables that it makes, which other routines and its own queries may read.
  func addTables(to catalog: inout Catalog, parser: Parser) {
    for (index, word) in text.words.enumerated() where word == "create" {
      // CREATE [TEMP] TABLE [IF NOT EXISTS] [schema.]name
      let rest = text.words[index...].prefix(8)
      guard let table = rest.firstIndex(of: "table") ?? rest.firstIndex(of: "view") else {
        continue
      }
      var place = table + 1
      if text.words.indices.contains(place), text.words[place] == "if" { place += 3 }
      if text.words.indices.contains(place + 1), text.words[place + 1] == "." { place += 2 }
      guard text.words.indices.contains(place) else { continue }
      catalog.addOpen(text.name(place))
    }
  }
}

extension Catalog {
  /// A table of unknown columns among the temporary ones, where every search begins.
  fileprivate mutating func addOpen(_ name: String) {
    var table = Relation(kind: .table, madeIn: "")
    table.isOpen = true
    self[RelationID(schema: "pg_temp", name: name)] = table
  }

  /// Which of two tables of the same name a function means depends on who calls it.
  fileprivate mutating func openWhatSeveralSchemasHave() {
    guard schemas.count > 2 else { return }
    let names = Dictionary(grouping: relations.filter(\.entry.kind.hasColumns), by: \.id.name)
    for (_, same) in names where same.count > 1 {
      for (id, _) in same { self[id]?.isOpen = true }
    }
  }
}

extension FunctionEntry {
  /// Whether a trigger's body asks the row itself which columns it has, and may use one only then.
  fileprivate var looksIntoRow: Bool {
    let body = body.lowercased()
    return Self.readingRows.contains(where: body.holds)
  }

  private static let readingRows: [StaticString] = [
    "to_jsonb(new", "to_jsonb(old", "to_json(new", "to_json(old", "hstore(new", "hstore(old",
  ]
}
