import Foundation
import MigrateLint
import PostgresSyntax
import Testing

/// A file under `Fixtures/rules/<code>/` with what a linter must say of it.
///
/// `-- expect: CODE …` stands above the line that findings must name; once more for each further
/// finding there. `-- expect-later: CODE …` is the same for what PostgreSQL refuses only when the
/// code runs, such as a function's body. `-- baseline:`, `-- file: NAME` and `-- down:` begin the
/// text of what exists before, of the next migration, and of the last migration's other half.
struct RuleFixture: Sendable, CustomTestStringConvertible {
  struct Part: Sendable {
    enum Role: Sendable { case baseline, up, down }
    var role: Role
    var path: String
    /// The part's text, in the lines in which it stands in the fixture.
    var text: String
  }

  struct Expectation: Hashable, Sendable {
    var line: Int
    var code: String
  }

  var code: String
  var name: String
  private(set) var parts: [Part] = []
  private(set) var expected: [Expectation] = []
  private(set) var isLater: Set<Expectation> = []

  var isGood: Bool { name.hasPrefix("good") }
  var testDescription: String { "\(code)/\(name)" }

  // MARK: Reading

  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/rules")

  /// The directories of fixtures, which are named after the rules.
  static let codes: [String] = names(in: directory)

  static let all: [RuleFixture] = codes.flatMap { code in
    names(in: directory.appending(path: code)).filter { $0.hasSuffix(".sql") }.map {
      RuleFixture(code: code, name: $0)
    }
  }

  private static func names(in directory: URL) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return all.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// What cannot be read is a fixture without text, which no test of a bad one accepts.
  init(code: String, name: String) {
    self.code = code
    self.name = name
    let file = Self.directory.appending(path: code).appending(path: name)
    read((try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }

  private mutating func read(_ text: String) {
    var (number, pending): (Int, [(code: String, isLater: Bool)]) = (0, [])
    var migrations = 0
    func padding() -> String { String(repeating: "\n", count: number) }
    func begin(_ role: Part.Role, _ path: String) {
      parts.append(Part(role: role, path: path, text: padding()))
    }
    func beginMigration(_ name: String) {
      migrations += 1
      begin(.up, "\(migrations)-\(name).up.sql")
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      defer { number += 1 }
      if trimmed.hasPrefix("-- baseline:") {
        begin(.baseline, "baseline.sql")
      } else if trimmed.hasPrefix("-- file:") {
        beginMigration(trimmed.dropFirst(8).trimmingCharacters(in: .whitespaces))
      } else if trimmed.hasPrefix("-- down:") {
        let up = parts.last?.path ?? "1-Fixture.up.sql"
        begin(.down, up.replacingOccurrences(of: ".up.sql", with: ".down.sql"))
      } else {
        let isComment = trimmed.hasPrefix("--") && !trimmed.hasPrefix("-- heartly:")
        if parts.isEmpty, !trimmed.isEmpty, !isComment { beginMigration("Fixture") }
        for (mark, isLater) in [("-- expect:", false), ("-- expect-later:", true)]
        where trimmed.hasPrefix(mark) {
          pending += trimmed.dropFirst(mark.count).split(separator: " ").map {
            (String($0), isLater)
          }
        }
        if !trimmed.isEmpty, !trimmed.hasPrefix("--") || trimmed.hasPrefix("-- heartly:") {
          for (code, isLater) in pending {
            let expectation = Expectation(line: number + 1, code: code)
            expected.append(expectation)
            if isLater { self.isLater.insert(expectation) }
          }
          pending = []
        }
      }
      if !parts.isEmpty { parts[parts.count - 1].text += line + "\n" }
    }
  }

  // MARK: What the linter says

  /// The findings of the fixture's own rule, by line.
  func findings(_ parser: Parser) -> [Expectation] {
    var configuration = LintConfiguration()
    configuration.appliesHouseRules = true
    configuration.warnsOfGuards = true
    configuration.tenancy = .init(column: "tenantId", auditFunction: "audit_row")
    let linter = Linter(parser: parser, configuration: configuration)
    return linter.lint(sources, expectsDowns: code == Rule.downMissing.rawValue)
      .map { Expectation(line: $0.place.line, code: $0.rule.rawValue) }
      .filter { $0.code == code }
      .sorted { $0.line < $1.line }
  }

  private var sources: [LintSource] {
    parts.map { part in
      let role: LintSource.Role
      switch part.role {
      case .baseline: role = .baseline
      case .up: role = .up
      case .down: role = .down
      }
      return LintSource(path: part.path, bytes: Array(part.text.utf8), role: role)
    }
  }
}
