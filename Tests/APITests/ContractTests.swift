import CareFixture
import Foundation
import Subprocess
import TestDatabase
import TestSupport
import Testing

import SystemPackage

/// The API against its own documentation: schemathesis makes requests of it, valid and broken ones,
/// and compares every answer.
@Suite(.serialized) struct ContractTests {
  @Test(arguments: [Person.olivia, .adam, .sam])
  func `every answer is as the documentation says`(person: Person) async throws {
    try await ServedAPI.with { api in
      let result = try await run(
        .path(FilePath(Checkout.root.appending("script/schemathesis").string)),
        arguments: [
          "--config-file", Checkout.root.appending("Tests/APITests/schemathesis.toml").string,
          "run", "http://127.0.0.1:\(api.port)/openapi.json", "--checks", "all",
          "--header", "Authorization: Bearer \(try await api.token(of: person))",
          "--seed", "1", "--max-examples", "25", "--generation-database", "none", "--no-color",
          "--workers", "1",
        ],
        output: .string(limit: 1_000_000),
        error: .string(limit: 1_000_000)
      )
      #expect(
        result.terminationStatus == .exited(0),
        "\(result.standardOutput)\(result.standardError)"
      )
    }
  }
}
