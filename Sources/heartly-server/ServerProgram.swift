import API
import Access
import Foundation
import Supervision

/// The process that speaks HTTP. `heartly serve` starts it and tells it how; people call that one.
@main
enum ServerProgram {
  static func main() async {
    // Whoever reads the log may go away: that is no reason to end.
    signal(SIGPIPE, SIG_IGN)
    do {
      switch CommandLine.arguments.dropFirst() {
      case ["serve"]: try await ServeRun(settings: try settings()).run()
      case ["sign"]: try await sign()
      default:
        throw Refusal(message: "`heartly serve` and `heartly token issue` start this program.")
      }
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func settings() throws -> ServerSettings {
    guard let line = readLine() else { throw Refusal(message: "no settings came") }
    return try JSONDecoder().decode(ServerSettings.self, from: Data(line.utf8))
  }

  private static func sign() async throws {
    let order = try JSONDecoder().decode(
      TokenOrder.self,
      from: try FileHandle.standardInput.readToEnd() ?? Data()
    )
    let keys = try await TokenKeyFile(path: order.keyFile).keys()
    let token = AccessToken(
      tenant: ID(order.tenant),
      user: ID(order.user),
      session: ID(order.session),
      secret: order.secret,
      expiresAt: order.expiresAt
    )
    FileHandle.standardOutput.write(Data("\(try await keys.sign(token))\n".utf8))
  }
}

/// Why the program does not do what it was asked.
struct Refusal: Error, CustomStringConvertible {
  var message: String
  var description: String { message }
}
