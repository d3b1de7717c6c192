import MigrateProof

/// `.heartly-drift.json`: in what a project's databases may differ from what its migrations make.
struct DriftConfigurationFile {
  static let name = ".heartly-drift.json"

  /// Where it was read.
  let path: String
  let ignores: [DriftIgnore]

  /// The file beside a path, or in the nearest directory above it.
  static func find(near path: String) throws -> DriftConfigurationFile? {
    try ConfigurationSearch.nearest(name, to: path).map(read)
  }

  /// - Throws: A ``Failure`` that names what is wrong in the file.
  static func read(_ path: String) throws -> DriftConfigurationFile {
    let content = try ConfigurationSearch.content(of: path, as: Content.self)
    return DriftConfigurationFile(
      path: path,
      ignores: content.ignore.map { DriftIgnore(pattern: $0.object, reason: $0.reason) }
    )
  }

  private struct Content: Decodable {
    var ignore: [Entry]

    enum Key: String, CodingKey, CaseIterable { case ignore }

    init(from decoder: any Decoder) throws {
      ignore = try decoder.knownKeys(Key.self).decode([Entry].self, forKey: .ignore)
    }
  }

  private struct Entry: Decodable {
    var object: String
    var reason: String

    enum Key: String, CodingKey, CaseIterable { case object, reason }

    init(from decoder: any Decoder) throws {
      let values = try decoder.knownKeys(Key.self)
      object = try values.decode(String.self, forKey: .object)
      guard let reason = try values.decodeIfPresent(String.self, forKey: .reason),
        reason.contains(where: { !$0.isWhitespace })
      else {
        throw values.mistake(.reason, "say why \(object) may differ")
      }
      self.reason = reason
    }
  }
}
