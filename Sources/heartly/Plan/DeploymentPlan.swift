/// What `heartly migrate plan` tells: what would run on a database, and what it would do there.
///
/// In `--format json` it is the document.
struct DeploymentPlan: Encodable {
  /// The database, as the server calls it.
  var database: String
  /// Whether the analyser is sure that a statement fails.
  var isRefused = false
  /// What stops nothing, in a sentence each.
  var notes: [String] = []
  /// What the analyser says of the files that would run, the worst first.
  var findings: [FindingDocument] = []
  /// What would run, in order.
  var migrations: [Migration] = []
  /// The files that would be applied again afterwards, in order.
  var repeatables: [RepeatableFile] = []
  /// How the times were estimated; nil where none is.
  var measured: Throughput?
  /// All estimates together, in seconds; nil where there is none.
  var estimatedSeconds: Double?
  /// Whether statements are among them of which no time can be known.
  var takesUnknownTime = false
  /// Another runner that is at work.
  var runners: [Session] = []
  /// Who holds, or waits for, what the plan's locks conflict with.
  var blockers: [Blocker] = []
  /// The oldest transactions, for which statements with CONCURRENTLY wait.
  var transactions: [Session] = []
  /// Whether the role may see what other roles' sessions do.
  var seesSessions = true

  /// One file that would run.
  struct Migration: Encodable {
    var version: Int64
    var name: String
    var file: String
    /// `transaction` or `statements`.
    var mode: String
    var statements: [Statement] = []
    var estimatedSeconds: Double?
    var takesUnknownTime = false
  }

  /// A file that is applied whenever it changes.
  struct RepeatableFile: Encodable {
    var name: String
    var file: String
    /// `new`, `changed`, `dependent` or `missing`.
    var state: String
    /// Why it would be applied.
    var reason: String
    var statements: [Statement] = []
  }

  /// Whether nothing would run.
  var isEmpty: Bool { migrations.isEmpty && repeatables.isEmpty }

  /// One statement of it.
  struct Statement: Encodable {
    var number: Int
    var line: Int
    var sql: String
    /// The words of a command that cannot run in a transaction.
    var outside: String?
    /// Whether an earlier run that was stopped had finished it.
    var isFinished = false
    /// What changes, in a sentence each.
    var changes: [String] = []
    var relations: [Relation] = []
    var estimatedSeconds: Double?
    var takesUnknownTime = false
    /// Whether PostgreSQL would refuse it.
    var isRefused = false
  }

  /// What a statement does to one relation.
  struct Relation: Encodable {
    enum State: String, Encodable {
      /// The database has it.
      case existing
      /// The plan makes it.
      case new
      /// The database has none of that name.
      case missing
    }

    var relation: String
    var lock: String
    /// `none`, `scan` or `rewrite`.
    var work: String
    var rebuildsIndexes: Bool
    var newIndexes: Int
    var state: State
    /// As the server's statistics estimate them; nil where there are none.
    var rows: Int64?
    /// With indexes and what is stored apart.
    var bytes: Int64?
  }

  /// A session of the server.
  struct Session: Encodable {
    /// Nil for a prepared transaction, which has none.
    var processID: Int32?
    var role: String
    var application: String
    /// `active`, `idle in transaction`, or the kind of process, such as `autovacuum worker`.
    var state: String
    var transactionSeconds: Int64
  }

  /// A session that is in the way.
  struct Blocker: Encodable {
    var session: Session
    var relation: String
    /// The lock that it holds or waits for.
    var lock: String
    var isWaiting: Bool
    /// The lock that the plan needs.
    var needed: String
  }
}

extension DeploymentPlan.Session: CustomStringConvertible {
  /// Process, role, program, state and age in one line.
  var description: String {
    var parts = [processID.map { "process \($0)" } ?? "a prepared transaction (pg_prepared_xacts)"]
    if !role.isEmpty { parts.append("role \(role.inOneLine)") }
    if !application.isEmpty { parts.append("program \(application.inOneLine)") }
    if !state.isEmpty { parts.append(state) }
    if transactionSeconds > 0 { parts.append("transaction open for \(transactionSeconds) s") }
    return parts.joined(separator: ", ")
  }
}

extension StringProtocol {
  /// The text without what could drive a terminal or end a line.
  var inOneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator: "?"
          default: scalar
          }
        }
      )
    )
  }
}
