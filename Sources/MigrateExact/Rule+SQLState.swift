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
      case "42704": Self.unknownObject(message)
      case "42P07", "42710", "42701", "42723", "42P06": .nameTaken
      case "42830": .foreignKeyTarget
      case "42804" where message.hasPrefix("foreign key constraint"): .foreignKeyType
      case "2BP01": .stillNeeded
      case "42601": .syntaxError
      case "42883" where !message.hasPrefix("operator"): .unknownFunction
      case "3F000": .unknownSchema
      // What is installed here need not be what is installed where the migrations will run.
      case "0A000" where message.hasPrefix("extension \""): .notAnalysed
      case "58P01": .notAnalysed
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
    default: .serverError
    }
  }
}
