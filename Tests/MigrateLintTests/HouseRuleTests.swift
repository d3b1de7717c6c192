import Foundation
import Postgres
import PostgresSyntax
import TestDatabase
import Testing

@testable import MigrateLint

/// The fixtures of the rules about what runs: the house rules, and those about what does nothing.
@Suite struct HouseRuleTests {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/rules")
  static let rules = Rule.allCases.filter { rule in
    (rule.isHouseRule || Self.others.contains(rule)) && rule != .guardedTable
  }
  private static let others: Set<Rule> = [
    .redundantIndex, .redundantConstraint, .identifierTruncated, .comparesWithNull, .nothingToDrop,
  ]

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
}
