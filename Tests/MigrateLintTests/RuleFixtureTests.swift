import Foundation
import MigrateLint
import Postgres
import PostgresSyntax
import TestDatabase
import Testing

/// Every rule against its fixtures, and those that tell of a refusal against PostgreSQL as well.
@Suite struct RuleFixtureTests {
  static let all = RuleFixture.all
  static let refusals = all.filter { Rule(rawValue: $0.code)?.willFail == true }

  @Test func `every rule has a bad and a good example, a page, and a row in the list`() throws {
    let names = Dictionary(grouping: Self.all, by: \.code).mapValues { $0.map(\.name) }
    let pages = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/lint")
    let list = try String(contentsOf: pages.appending(path: "README.md"), encoding: .utf8)
    for rule in Rule.allCases {
      let its = names[rule.rawValue] ?? []
      // Only a server finds `server-error`.
      if rule != .serverError {
        #expect(its.contains { $0.hasPrefix("bad") }, "\(rule.rawValue) has no bad example")
        #expect(its.contains { $0.hasPrefix("good") }, "\(rule.rawValue) has no good example")
      }
      let page = pages.appending(path: "\(rule.rawValue).md")
      #expect(FileManager.default.fileExists(atPath: page.path), "\(rule.rawValue) has no page")
      #expect(list.contains("(\(rule.rawValue).md)"), "\(rule.rawValue) is not in the list")
    }
    let unknown = names.keys.filter { Rule(rawValue: $0) == nil }
    #expect(unknown.isEmpty)
  }

  @Test(arguments: all)
  func `a rule finds what its bad examples mark, and nothing in the good ones`(
    fixture: RuleFixture
  ) throws {
    let expected = fixture.expected.filter { $0.code == fixture.code }.map(\.line)
    let found = fixture.findings(try Parser.load()).map(\.line)
    #expect(expected.isEmpty == fixture.isGood)
    #expect(found == expected)
  }

  @Test(arguments: refusals)
  func `PostgreSQL refuses the statements of which a rule says so, and no others`(
    fixture: RuleFixture
  ) async throws {
    let parser = try Parser.load()
    try await withTestConnection { connection in
      for part in fixture.parts where part.role != .down {
        let bytes = Array(part.text.utf8)
        for range in parser.split(bytes) {
          let first = bytes[..<range.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
          let last = first + bytes[range].count { $0 == UInt8(ascii: "\n") }
          let isExpected = fixture.expected.contains {
            (first...last).contains($0.line) && !fixture.isLater.contains($0)
              && Rule(rawValue: $0.code)?.willFail == true
          }
          let statement = String(decoding: bytes[range], as: UTF8.self)
          let refusal = try await refusal(of: statement, on: connection)
          let verdict = refusal ?? "it runs"
          #expect((refusal != nil) == isExpected, "\(first): \(statement): \(verdict)")
        }
      }
    }
  }

  private func refusal(of statement: String, on connection: Connection) async throws -> String? {
    do {
      try await connection.execute(SQLScript(text: statement))
      return nil
    } catch {
      guard case .server(let failure) = error else { throw error }
      return "\(failure.sqlState) \(failure.message)"
    }
  }
}
