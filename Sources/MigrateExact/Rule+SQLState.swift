import MigrateLint
internal import Postgres

extension Rule {
  /// The rule that finds without a server what the server refuses; ``serverError`` where there is
  /// none. PostgreSQL manual, appendix A.
  init(_ error: ServerError) {
    let message = error.message
    self =
      switch error.sqlState.code {
      case "42P01": .unknownTable
      case "42703": .unknownColumn
      case "42P07", "42710", "42701", "42723", "42P06": .nameTaken
      case "42830": .foreignKeyTarget
      case "42704" where message.hasPrefix("there is no primary key for referenced table"):
        .foreignKeyTarget
      // `DROP VIEW` of a table, and its like: of that kind there is none.
      case "42809" where message.contains("\" is not a"): .unknownTable
      case "42704": Self.unknownObject(message)
      case "42P16" where message.hasPrefix("multiple primary keys"): .nameTaken
      case "0A000" where message.contains(" of a column used by "): .stillNeeded
      case "42804" where message.hasPrefix("foreign key constraint"): .foreignKeyType
      case "42702", "42725": .ambiguousName
      case "42803" where message.contains("must appear in the GROUP BY"): .ungroupedColumn
      case "42P10" where message.contains("ON CONFLICT"): .conflictTarget
      case "2BP01": .stillNeeded
      case "42601": .syntaxError
      case "42804", "42846", "22P02", "22007": .typeMismatch
      case "42883": .unknownFunction
      case "3F000": .unknownSchema
      // What is installed here need not be what is installed where the migrations will run.
      case _ where error.isAboutExtension: .notAnalysed
      // The database has another name here.
      case "3D000": .notAnalysed
      default: .serverError
      }
  }

  private static func unknownObject(_ message: String) -> Rule {
    switch message.prefix(while: { $0 != " " }) {
    case "type": .unknownType
    case "constraint": .unknownConstraint
    case "index": .unknownIndex
    case "policy": .unknownPolicy
    case "trigger": .unknownTrigger
    case "role", "language", "collation", "publication", "rule", "access", "text", "extension",
      "event", "operator", "server", "foreign-data":
      .unknownObject
    default: .serverError
    }
  }
}

extension ServerError {
  /// Whether an extension, or a file of one, is not installed on this server.
  var isAboutExtension: Bool {
    sqlState.code == "58P01"
      || sqlState == .featureNotSupported && message.hasPrefix("extension \"")
  }
}
