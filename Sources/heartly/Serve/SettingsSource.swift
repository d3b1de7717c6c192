import Supervision

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The server's settings, and where each was said: a flag before the environment, the environment
/// before the file, and the file before the default.
struct SettingsSource {
  enum Origin: String { case flag, environment, file, usual = "default" }

  private(set) var settings = ServerSettings()
  private(set) var origins: [String: Origin] = [:]

  init(flags: [String], file: String?) throws {
    if let file { try read(file) }
    for setting in Setting.all {
      guard let value = Platform.environment(setting.variable) else { continue }
      try set(setting, to: value, by: .environment, place: setting.variable)
    }
    for flag in flags {
      let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw Failure(message: "error: --set \(flag): write NAME=VALUE", status: .usage)
      }
      let setting = try Self.named(String(parts[0]), in: "--set")
      try set(setting, to: String(parts[1]), by: .flag, place: "--set \(setting.name)")
    }
    if let contradiction = settings.contradiction {
      throw Failure(message: "error: \(contradiction)", status: .usage)
    }
  }

  /// Fills in what was said nowhere.
  mutating func fill(_ name: String, with value: String) {
    guard origins[name] == nil, let setting = Setting.all.first(where: { $0.name == name }) else {
      return
    }
    _ = setting.read(&settings, value)
  }

  /// Every setting with its value and where it was said; secrets are not shown.
  var lines: [String] {
    Setting.all.map { setting in
      let value = setting.shown(of: settings)
      let origin = origins[setting.name] ?? .usual
      return "\(setting.name) = \(value)"
        + (origin == .usual ? "" : "  (\(origin.rawValue))")
    }
  }

  private mutating func set(
    _ setting: Setting,
    to value: String,
    by origin: Origin,
    place: String
  ) throws {
    guard setting.read(&settings, value) else {
      let shown = setting.isSecret ? "the value" : value
      throw Failure(
        message: "error: \(place): \(shown) is not of the kind: \(setting.unit), such as "
          + "\(setting.usual)",
        status: .usage
      )
    }
    origins[setting.name] = origin
  }

  private mutating func read(_ path: String) throws {
    let members: [String: Member]
    do {
      members = try JSONDecoder().decode(
        [String: Member].self,
        from: Data(try Platform.content(of: path))
      )
    } catch {
      throw Failure(
        message: "error: \(path) cannot be read as a JSON object of settings",
        status: .usage
      )
    }
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      try set(try Self.named(name, in: path), to: member.text, by: .file, place: "\(path): \(name)")
    }
  }

  private static func named(_ name: String, in place: String) throws -> Setting {
    guard let setting = Setting.all.first(where: { $0.name == name }) else {
      throw Failure(
        message: "error: \(place): there is no setting \(name); "
          + "`heartly serve --print-configuration` lists them",
        status: .usage
      )
    }
    return setting
  }

  /// A number, a text or a list of texts.
  private struct Member: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        text = String(number)
      } else if let list = try? container.decode([String].self) {
        text = list.joined(separator: ",")
      } else {
        text = try container.decode(String.self)
      }
    }
  }
}
