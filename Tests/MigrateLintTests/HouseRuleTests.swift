import Foundation
import Postgres
import PostgresSyntax
import TestDatabase
import Testing

@testable import MigrateLint

/// The fixtures of the house rules and of those about what does nothing, with the configuration that
/// they need.
@Suite struct HouseRuleTests {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/rules")
  static let rules = Rule.allCases.filter { rule in
    (rule.isHouseRule || Self.others.contains(rule)) && rule != .guardedTable
  }
  private static let others: Set<Rule> = [
    .redundantIndex, .redundantConstraint, .identifierTruncated, .comparesWithNull, .nothingToDrop,
  ]

  @Test(arguments: rules)
  func `a rule finds what its fixtures expect and nothing else`(rule: Rule) throws {
    let directory = Self.directory.appending(path: rule.rawValue)
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    #expect(files.contains { $0.hasPrefix("bad") } && files.contains { $0.hasPrefix("good") })
    for file in files {
      let url = directory.appending(path: file)
      let text = try String(contentsOf: url, encoding: .utf8)
      let found = try findings(text).filter { $0.rule == rule }.map(\.place.line)
      let isBad = file.hasPrefix("bad")
      #expect(Set(found).sorted() == found, "\(rule) \(file) says a thing twice")
      #expect(found == (isBad ? Self.expected(in: text, rule) : []), "\(rule) \(file)")
    }
  }

  @Test func `PostgreSQL runs every statement of the fixtures, and the replay too`() async throws {
    let parser = try Parser.load()
    try await withTestConnection { connection in
      let oracle = Oracle(parser: parser, connection: connection)
      for rule in Self.rules {
        let directory = Self.directory.appending(path: rule.rawValue)
        for file in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
          let text = try String(contentsOf: directory.appending(path: file), encoding: .utf8)
          try await oracle.reset()
          let (verdicts, _) = try await oracle.judge(text)
          for verdict in verdicts {
            #expect(verdict.serverError == nil && verdict.agrees, "\(rule) \(file): \(verdict)")
          }
        }
      }
    }
  }

  private func findings(_ text: String) throws -> [Finding] {
    var configuration = LintConfiguration()
    configuration.appliesHouseRules = true
    configuration.tenancy = .init(column: "tenantId", auditFunction: "audit_row")
    let source = LintSource(path: "1.up.sql", bytes: Array(text.utf8))
    return Linter(parser: try Parser.load(), configuration: configuration).lint([source])
  }

  /// The lines after comments that expect the rule.
  private static func expected(in text: String, _ rule: Rule) -> [Int] {
    var lines: [Int] = []
    var isExpected = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.drop { $0 == " " }
      if content.hasPrefix("-- expect:") {
        let codes = content.dropFirst("-- expect:".count).split(separator: " ")
        isExpected = codes.contains { $0 == rule.rawValue }
      } else if !content.hasPrefix("--"), !content.isEmpty {
        if isExpected { lines.append(index + 1) }
        isExpected = false
      }
    }
    return lines
  }
}
