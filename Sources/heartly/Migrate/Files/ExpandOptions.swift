public import ArgumentParser
import Migrate
public import MigrateLint

/// What `heartly migrate new --expand-contract` asks for.
struct ExpandOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the series of pairs by which a column changes while old and new code run: rename, type, split or not-null.",
      valueName: "change"
    )
  )
  var expandContract: ExpandRequest.Change?

  @Option(help: "The table.")
  var table: String?

  @Option(help: "The column that changes.")
  var column: String?

  @Option(
    help: ArgumentHelp("The column that takes its place; once for each.", valueName: "column")
  )
  var to: [String] = []

  @Option(help: ArgumentHelp("The type of the new column; once for each --to.", valueName: "type"))
  var type: [String] = []

  @Option(
    help: ArgumentHelp(
      "What the new column holds, as an expression of the old one; once for each --to.",
      valueName: "expression"
    )
  )
  var using: [String] = []

  @Option(
    help: ArgumentHelp(
      "What the old column holds, as an expression of the new ones.",
      valueName: "expression"
    )
  )
  var back: String?

  @Option(
    help: ArgumentHelp(
      "For not-null: what stands where NULL is now. Without it, no row may have NULL.",
      valueName: "expression"
    )
  )
  var fill: String?

  func validate() throws {
    let isAsked = expandContract != nil
    let isGiven =
      table != nil || column != nil || back != nil || fill != nil
      || !(to.isEmpty && type.isEmpty && using.isEmpty)
    guard isAsked || !isGiven else {
      throw ValidationError(
        "--table, --column, --to, --type, --using, --back and --fill go with --expand-contract."
      )
    }
    guard !isAsked || table != nil && column != nil else {
      throw ValidationError("--expand-contract needs --table and --column.")
    }
  }

  /// The request, if one was made.
  func request(named name: String) -> ExpandRequest? {
    guard let expandContract, let table, let column else { return nil }
    var request = ExpandRequest(expandContract, name: name, table: table, column: column)
    request.to = to
    request.types = type
    request.using = using
    request.back = back
    request.fill = fill
    return request
  }
}

extension ExpandRequest.Change: ExpressibleByArgument {}

extension ExpandRequest {
  /// Writes the pairs' texts on what the directory's migrations make.
  func pairs(in directory: String) throws -> [ExpandPair] {
    let input = try LintInput(paths: [directory])
    do {
      return try Linter(parser: try LintInput.parser(), configuration: input.configuration)
        .expand(self, after: input.sources)
    } catch let refusal as ExpandRefusal {
      throw Failure(message: "error: \(refusal)")
    }
  }
}
