import MigrateLint

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// `.heartly-lint.json`: what a project asks of the analyser.
struct LintConfigurationFile {
  static let name = ".heartly-lint.json"

  /// Where it was read.
  let path: String
  let configuration: LintConfiguration
  /// The baseline's path, as the program can open it.
  let baseline: String?

  /// The file beside a path, or in the nearest directory above it.
  static func find(near path: String) throws -> LintConfigurationFile? {
    try ConfigurationSearch.nearest(name, to: path).map(read)
  }

  /// - Throws: A ``Failure`` that names what is wrong in the file.
  static func read(_ path: String) throws -> LintConfigurationFile {
    let content = try ConfigurationSearch.content(of: path, as: Content.self)
    let directory = FilePath(path).removingLastComponent()
    return LintConfigurationFile(
      path: path,
      configuration: content.configuration,
      baseline: content.baseline.map { directory.pushing(FilePath($0)).string }
    )
  }
}

// MARK: - The document

extension LintConfigurationFile {
  private struct Content: Decodable {
    var baseline: String?
    var configuration = LintConfiguration()

    enum Key: String, CodingKey, CaseIterable {
      case baseline, emptyTables, firstVersion, houseRules, postgresVersion, rules, searchPath
      case tenancy, warnsOfGuards
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.knownKeys(Key.self)
      baseline = try values.decodeIfPresent(String.self, forKey: .baseline)
      let empty = try values.decodeIfPresent([String].self, forKey: .emptyTables) ?? []
      configuration.emptyTables = Set(empty)
      configuration.firstVersion = try values.decodeIfPresent(String.self, forKey: .firstVersion)
      configuration.appliesHouseRules =
        try values.decodeIfPresent(Bool.self, forKey: .houseRules) ?? false
      configuration.warnsOfGuards =
        try values.decodeIfPresent(Bool.self, forKey: .warnsOfGuards) ?? false
      if let version = try values.decodeIfPresent(Int.self, forKey: .postgresVersion) {
        configuration.postgresVersion = version
      }
      if let path = try values.decodeIfPresent([String].self, forKey: .searchPath) {
        configuration.searchPath = path
      }
      configuration.tenancy = try values.decodeIfPresent(Tenancy.self, forKey: .tenancy)?.value
      let rules = try values.decodeIfPresent([String: String].self, forKey: .rules) ?? [:]
      for (code, word) in rules {
        guard let rule = Rule(rawValue: code) else {
          throw values.mistake(.rules, "there is no rule \(code)")
        }
        guard let level = LintConfiguration.Level(rawValue: word) else {
          let known = LintConfiguration.Level.allCases.map(\.rawValue).joined(separator: ", ")
          throw values.mistake(.rules, "\(code) cannot be \(word), only one of \(known)")
        }
        guard !rule.willFail || level == .error else {
          throw values.mistake(
            .rules,
            "\(code) is what PostgreSQL refuses, and stays an error; a comment `-- heartly:ignore "
              + "\(code) reason` silences it at one place"
          )
        }
        configuration.levels[rule] = level
      }
    }
  }

  private struct Tenancy: Decodable {
    var value: LintConfiguration.Tenancy

    enum Key: String, CodingKey, CaseIterable { case column, auditFunction, auditLogs }

    init(from decoder: any Decoder) throws {
      let values = try decoder.knownKeys(Key.self)
      value = LintConfiguration.Tenancy(
        column: try values.decode(String.self, forKey: .column),
        auditFunction: try values.decodeIfPresent(String.self, forKey: .auditFunction),
        auditLogs: Set(try values.decodeIfPresent([String].self, forKey: .auditLogs) ?? [])
      )
    }
  }
}
