public import Access
public import ArgumentParser
import Postgres

struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "The people of an organisation.",
    subcommands: [UserCreateCommand.self]
  )
}

struct UserCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a person's account, such as an organisation's first OWNER, and print its id."
  )

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: FormatOptions

  @Option(help: ArgumentHelp("The organisation's id.", valueName: "id"))
  var tenant: TenantID

  @Option(help: "What the person is.")
  var role: Role

  @Option(help: "The name to sign in with, unique in the organisation.")
  var username: String

  @Option(help: ArgumentHelp("The person's first name.", valueName: "name"))
  var firstName: String

  @Option(help: ArgumentHelp("The person's last name.", valueName: "name"))
  var lastName: String

  @Option(help: ArgumentHelp("The person's e-mail address.", valueName: "address"))
  var email: String?

  func run() async throws {
    try await output.reporting { () async throws in
      let id = try await AccountOperation.run(on: database) { connection in
        try await connection.query(
          """
          INSERT INTO "user" ("tenantId", role, username, "firstName", "lastName", email, status)
          VALUES (\(tenant.text)::text::uuid, \(role.rawValue), \(username), \(firstName),
            \(lastName), \(email), 'ACTIVE')
          RETURNING id::text
          """
        ).only().decode(0, as: String.self)
      }
      switch output.format {
      case .text: Output.line(id)
      case .json: Output.json(MadeDocument(id: id))
      }
    }
  }
}

extension Role: ExpressibleByArgument {
  /// Reads OWNER, ADMIN or STAFF, in either case.
  public init?(argument: String) {
    self.init(rawValue: argument.uppercased())
  }
}
