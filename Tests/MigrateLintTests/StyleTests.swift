import Foundation
import MigrateLint
import Postgres
import PostgresSyntax
import TestDatabase
import Testing

@Suite struct StyleTests {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/styles")
  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: directory.path))?
    .filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }.sorted() ?? []

  @Test func `there are styles to judge`() { #expect(Self.names.count > 15) }

  @Test(arguments: names)
  func `no statement of another style is refused that PostgreSQL runs`(name: String) async throws {
    let text = try String(
      contentsOf: Self.directory.appending(path: name + ".sql"),
      encoding: .utf8
    )
    let parser = try Parser.load()
    try await withTestConnection { connection in
      let oracle = Oracle(parser: parser, connection: connection)
      let (verdicts, _) = try await oracle.judge(text)
      for verdict in verdicts where !verdict.agrees {
        print("STYLE \(name): \(verdict)")
      }
      #expect(verdicts.filter { $0.isRefusedByReplay && $0.serverError == nil }.isEmpty)
      #expect(verdicts.filter { !$0.isRefusedByReplay && $0.serverError != nil }.isEmpty)
    }
  }

  /// The catalog is asked between the statements, which a file's own transaction forbids.
  static let withoutTransactions = names.filter { $0 != "generated" }

  @Test(arguments: withoutTransactions)
  func `the catalog is the server's after every statement`(name: String) async throws {
    let text = try String(
      contentsOf: Self.directory.appending(path: name + ".sql"),
      encoding: .utf8
    )
    let parser = try Parser.load()
    try await withTestConnection { connection in
      let oracle = Oracle(parser: parser, connection: connection)
      let difference = try await oracle.firstDifference(text)
      if let difference {
        print("CATALOG \(name): \(difference.statement)")
        for line in difference.lines { print("  \(line)") }
      }
      #expect(difference == nil)
    }
  }
}
