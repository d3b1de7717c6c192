import Postgres
import Testing

/// One statement that somebody tries in a world of two tenants, and what must come of it.
struct Probe: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable, Equatable, CustomStringConvertible {
    /// So many rows are returned, inserted or changed.
    case rows(Int)
    /// The first column of the first row.
    case value(String)
    case refused(SQLState, String? = nil)

    var description: String {
      switch self {
      case .rows(let count): "\(count) rows"
      case .value(let value): "the value \(value)"
      case .refused(let state, let name): "\(state) \(name ?? "")"
      }
    }

    static let denied = Outcome.refused(SQLState("42501"))
    static let noContext = Outcome.refused(SQLState("28000"))
    static let noSuch = Outcome.refused(SQLState("P0002"))
  }

  /// As whom it is tried.
  enum Actor: Sendable, Equatable {
    /// The runtime role, in a request of the person of this name.
    case person(String)
    /// A database role without a context.
    case role(String)
    /// What a function that runs as heartly_context could do in a request of this person.
    case function(of: String)
    /// The platform's operator.
    case `operator`
  }

  var name: String
  var actor: Actor
  /// What must succeed before, by the same actor.
  var before: [String] = []
  var sql: String
  var outcome: Outcome

  var testDescription: String { name }

  /// Whether it says something only in a session of the runtime role itself: a superuser's session
  /// that has become it can become another role.
  var needsOwnSession: Bool { sql.hasPrefix("SET ") }

  init(
    _ name: String,
    as actor: Actor,
    before: [String] = [],
    _ sql: String,
    _ outcome: Outcome
  ) {
    self.name = name
    self.actor = actor
    self.before = before
    self.sql = sql
    self.outcome = outcome
  }

  /// A person of a tenant, such as `a.owner`.
  init(_ name: String, _ person: String, _ sql: String, _ outcome: Outcome) {
    self.init(name, as: .person(person), sql, outcome)
  }
}

extension Probe {
  /// Tries it in the open transaction and takes everything back.
  func attempt(on connection: Connection) async throws -> Outcome {
    struct Undone: Error { var outcome: Outcome }
    do {
      try await connection.savepoint { connection in
        var pipeline = Pipeline()
        for statement in opening + before { pipeline.append(SQLScript(text: World.sql(statement))) }
        let ticket = pipeline.append(SQLScript(text: World.sql(sql)))
        // What is checked at the end of a transaction is checked here.
        pipeline.append("SET CONSTRAINTS ALL IMMEDIATE")
        let rows = try await connection.run(pipeline)[ticket]
        if case .value = outcome {
          throw Undone(outcome: .value(try rows.first?.decode(0) ?? "nothing"))
        }
        throw Undone(outcome: .rows(rows.affectedRows))
      }
      return .rows(0)
    } catch let undone as Undone {
      return undone.outcome
    } catch PostgresError.server(let error) {
      guard case .refused(_, _?) = outcome else { return .refused(error.sqlState) }
      return .refused(error.sqlState, error.constraint)
    }
  }

  private var opening: [String] {
    switch actor {
    case .person(let name):
      [
        "SET LOCAL ROLE heartly_app",
        """
        SELECT FROM heartly.begin_request({\(name.prefix(1))}, '\(name)', \
        '01890a5d-ac96-774b-bcce-b302099a8057', '10.0.0.1')
        """,
      ]
    case .function(let name):
      [
        "SELECT FROM heartly.begin_request({\(name.prefix(1))}, '\(name)', gen_random_uuid())",
        "SET LOCAL ROLE heartly_context",
      ]
    case .role(let role): ["SET LOCAL ROLE \(role)"]
    case .operator: ["SELECT heartly.begin_operation()"]
    }
  }
}
