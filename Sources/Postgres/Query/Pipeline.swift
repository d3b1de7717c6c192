/// Several statements that travel to the server in one round trip.
///
/// Without transaction options the statements still stand or fall together: what lies between two
/// synchronisation points of the protocol is one implicit transaction, unless the connection is in a
/// transaction already (PostgreSQL manual, "Pipeline Mode").
///
/// ```swift
/// var pipeline = Pipeline()
/// pipeline.append("SELECT set_config('app.tenant_id', \(tenant), true)")
/// let clients = pipeline.append("SELECT id, \"lastName\" FROM client ORDER BY 2 LIMIT 50")
/// let results = try await connection.run(pipeline)
/// for row in results[clients] { … }
/// ```
public struct Pipeline: Sendable {
  var steps: [Step] = []
  /// Begin and commit explicitly, with these options. A failure rolls back.
  public var transaction: TransactionOptions?

  /// Makes an empty pipeline.
  public init(transaction: TransactionOptions? = nil) {
    self.transaction = transaction
  }

  /// Where a statement's result will be found.
  public struct Ticket: Sendable, Hashable {
    let index: Int
  }

  struct Step: Sendable {
    var statement: BoundStatement
    var format: ValueFormat
    /// Whether the statement is worth the server's keeping it prepared.
    var isCacheable: Bool
  }

  /// The number of statements.
  public var count: Int { steps.count }

  /// Adds a statement.
  @discardableResult
  public mutating func append(_ sql: SQL, format: ValueFormat = .text) -> Ticket {
    steps.append(Step(statement: sql.statement, format: format, isCacheable: true))
    return Ticket(index: steps.count - 1)
  }

  /// Adds a script of exactly one statement. The server refuses more than one in a pipeline.
  @discardableResult
  public mutating func append(_ script: SQLScript) -> Ticket {
    let statement = BoundStatement(text: Array(script.text.utf8))
    steps.append(Step(statement: statement, format: .text, isCacheable: false))
    return Ticket(index: steps.count - 1)
  }

  /// The results of a pipeline, all of whose statements succeeded.
  public struct Results: Sendable {
    let rows: [Rows]

    /// The result of one statement.
    public subscript(ticket: Ticket) -> Rows { rows[ticket.index] }
  }
}
