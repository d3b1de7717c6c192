public import Postgres

/// All that the catalog of a database says of its schema: each object and, in one line, what it is.
///
/// Two databases whose snapshots are equal behave alike. What differs although the schema does not,
/// such as object identifiers and statistics, is left out; so are names that the server looks for on
/// the search path: all are written with their schema.
public struct CatalogSnapshot: Sendable, Equatable {
  struct Object: Sendable, Equatable {
    /// The schema that it goes with; nil for what belongs to none, such as an event trigger.
    var schema: String?
    var definition: String
    /// Whether an extension brought it along.
    var isOfExtension = false
  }

  /// By kind and name, such as `index public."UQ_client_uci"`.
  private var objects: [String: Object] = [:]

  /// Reads the catalog of a session's database, as of one moment.
  public init(of connection: Connection) async throws {
    var pipeline = Pipeline(
      transaction: TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
    )
    pipeline.append("SET LOCAL search_path = ''")
    let tickets = Self.queries.map { pipeline.append($0) }
    let members = pipeline.append(Self.extensionMembers)
    let results = try await connection.run(pipeline)
    for ticket in tickets {
      for row in results[ticket] {
        let (schema, name, definition) = try row.decode(
          as: String?.self,
          String.self,
          String.self
        )
        precondition(objects[name] == nil, "The catalog has \(name) twice: its query is too vague.")
        objects[name] = Object(schema: schema, definition: definition)
      }
    }
    for row in results[members] { objects[try row.decode(0)]?.isOfExtension = true }
  }

  /// Each has the columns schema, name and definition.
  private static let queries =
    [schemas, relations, columns, constraints, indexes, types] + code + rights + others

  /// The objects that go with no schema or another one than this.
  public func outside(schema: String) -> CatalogSnapshot {
    keeping { $0.schema != schema }
  }

  func keeping(_ isKept: (Object) -> Bool) -> CatalogSnapshot {
    var copy = self
    copy.objects = objects.filter { isKept($0.value) }
    return copy
  }

  /// One line for each object, in a stable order.
  public var lines: [String] {
    objects.map { "\($0.key): \($0.value.definition)" }.sorted()
  }

  /// What has changed since, object by object in the order of their names; empty when nothing has.
  public func changes(since earlier: CatalogSnapshot) -> [CatalogChange] {
    Set(objects.keys).union(earlier.objects.keys).sorted().compactMap { name in
      let (before, after) = (earlier.objects[name], objects[name])
      guard before != after else { return nil }
      return CatalogChange(
        object: name,
        schema: before?.schema ?? after?.schema,
        before: before?.definition,
        after: after?.definition
      )
    }
  }
}
