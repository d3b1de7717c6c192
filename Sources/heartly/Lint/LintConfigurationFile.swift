import MigrateLint

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
    guard let real = Platform.realPath(path) else { return nil }
    var directory = FilePath(real)
    while true {
      let candidate = directory.appending(name).string
      if Platform.realPath(candidate) != nil { return try read(candidate) }
      guard directory.removeLastComponent() else { return nil }
    }
  }

  /// - Throws: A ``Failure`` that names what is wrong in the file.
  static func read(_ path: String) throws -> LintConfigurationFile {
    let bytes: [UInt8]
    do {
      bytes = try Platform.content(of: path)
    } catch {
      throw Failure(message: "error: \(path) cannot be read: \(error)", status: .usage)
    }
    do {
      let content = try JSONDecoder().decode(Content.self, from: Data(bytes))
      let directory = FilePath(path).removingLastComponent()
      return LintConfigurationFile(
        path: path,
        configuration: content.configuration,
        baseline: content.baseline.map { directory.pushing(FilePath($0)).string }
      )
    } catch let error as DecodingError {
      throw Failure(message: "error: \(path): \(error.sentence)", status: .usage)
    }
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

/// A key of whatever name.
private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Decoder {
  /// The document's values, once every key in it is known: a misspelt one would be without effect.
  fileprivate func knownKeys<Key: CodingKey & CaseIterable>(
    _ type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let known = type.allCases.map(\.stringValue)
    for key in try container(keyedBy: AnyKey.self).allKeys
    where !known.contains(key.stringValue) {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: codingPath,
          debugDescription: "there is no setting \(key.stringValue), only "
            + known.sorted().joined(separator: ", ")
        )
      )
    }
    return try container(keyedBy: type)
  }
}

extension KeyedDecodingContainer {
  fileprivate func mistake(_ key: Key, _ sentence: String) -> DecodingError {
    .dataCorruptedError(forKey: key, in: self, debugDescription: sentence)
  }
}

extension DecodingError {
  /// What is wrong, with the setting that it is in.
  fileprivate var sentence: String {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context), .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    @unknown default: return "\(self)"
    }
  }
}
