import ArgumentParser

/// How a command tells what it did.
struct FormatOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Option(help: "How to report: text for people, json for programs.")
  var format = Format.text

  func reporting(_ body: () async throws -> Void) async throws { try await format.reporting(body) }
}

extension FormatOptions.Format {
  /// Runs the body, and makes a failure that it reports a document, where documents are asked for:
  /// then standard output is one in any case.
  func reporting(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let failure as Failure where self == .json && !failure.message.isEmpty {
      Output.json(FailureDocument(error: failure.reason))
      throw failure
    }
  }

  private struct FailureDocument: Encodable {
    var error: String
  }
}

extension Failure {
  /// The message without the word with which standard error marks it.
  var reason: String {
    let mark = "error: "
    return message.hasPrefix(mark) ? String(message.dropFirst(mark.count)) : message
  }
}
