import ArgumentParser
import Postgres
import Subprocess
import Supervision

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Access tokens for development and tests, until people sign in by themselves.",
    subcommands: [TokenIssueCommand.self]
  )
}

struct TokenIssueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "Open a session for a person and print its access token.",
    discussion: """
      The database keeps only the SHA-256 of the session's secret. To end the session before its \
      time, set its revoked_at: the next request with the token is refused.
      """
  )

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var key: TokenKeyOptions

  @Option(help: ArgumentHelp("The organisation's id.", valueName: "id"))
  var tenant: TenantID

  @Option(help: ArgumentHelp("The person's id.", valueName: "id"))
  var user: UserID

  @Option(
    help: ArgumentHelp(
      "How long the session lives: 30m, 8h. A shift, as a rule.",
      valueName: "time"
    )
  )
  var lifetime = Interval(duration: .seconds(8 * 3600))

  private struct Document: Encodable {
    var token: String
    var session: String
    /// RFC 3339, UTC.
    var expiresAt: String
  }

  func run() async throws {
    try await output.reporting { () async throws in
      let document = try await AccountOperation.run(on: database) { connection in
        try await issue(in: connection)
      }
      switch output.format {
      case .text: Output.line(document.token)
      case .json: Output.json(document)
      }
    }
  }

  /// Signs before the session is committed: there is no session whose token nobody has.
  private func issue(in connection: Connection) async throws -> Document {
    let secret = Self.secret()
    let rows = try await connection.query(
      """
      INSERT INTO session ("tenantId", "userId", "tokenHash", expires_at)
      SELECT u."tenantId", u.id, sha256(textsend(\(secret))),
        date_trunc('second', now() + make_interval(secs => \(lifetime.duration / .seconds(1))))
      FROM "user" u JOIN tenant t ON t.id = u."tenantId"
      WHERE u."tenantId" = \(tenant.text)::text::uuid AND u.id = \(user.text)::text::uuid
        AND u.status = 'ACTIVE' AND u.deleted_at IS NULL
        AND t.status = 'ACTIVE' AND t.deleted_at IS NULL
      RETURNING id::text, extract(epoch FROM expires_at)::bigint
      """
    )
    guard let row = rows.first else {
      throw Failure(
        message: "error: the organisation has no such person, or one of the two is not active"
      )
    }
    let (session, expiresAt) = try row.decode(as: String.self, Int64.self)
    let expiry = Date(timeIntervalSince1970: Double(expiresAt))
    guard let tenant = UUID(uuidString: tenant.text), let user = UUID(uuidString: user.text),
      let id = UUID(uuidString: session)
    else { preconditionFailure("Identifiers are UUIDs.") }
    let order = TokenOrder(
      keyFile: key.path,
      tenant: tenant,
      user: user,
      session: id,
      secret: secret,
      expiresAt: expiry
    )
    return Document(
      token: try await Self.sign(order),
      session: session,
      expiresAt: expiry.formatted(.iso8601)
    )
  }

  /// 256 random bits, in base64url.
  private static func secret() -> String {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  private static func sign(_ order: TokenOrder) async throws -> String {
    let input = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
    let server = try Platform.server()
    let result = try await Subprocess.run(
      .path(FilePath(server)),
      arguments: ["sign"],
      input: .string(input),
      output: .string(limit: 1 << 16),
      error: .string(limit: 1 << 16)
    )
    let said = result.standardError.trimmingSuffix { $0.isNewline }
    guard result.terminationStatus.isSuccess else { throw Failure(message: String(said)) }
    Output.error(String(said))
    return result.standardOutput.trimmingSuffix { $0.isNewline }
  }
}

/// Which key signs access tokens.
struct TokenKeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file with the key that signs access tokens; made where there is none.",
      discussion: "Default: HEARTLY_TOKEN_KEY, else .heartly/keys/token.pem.",
      valueName: "file"
    )
  )
  var tokenKey: String?

  var path: String {
    tokenKey ?? Platform.environment("HEARTLY_TOKEN_KEY") ?? ".heartly/keys/token.pem"
  }
}

/// A person's id, as the database writes it.
struct UserID: ExpressibleByArgument, Hashable {
  var text: String

  init?(argument: String) {
    guard let id = TenantID(argument: argument) else { return nil }
    text = id.text
  }
}

extension String {
  fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
