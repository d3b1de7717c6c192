/// One thing that can be set: by `--set NAME=VALUE`, `HEARTLY_NAME` in the environment, or a member of
/// the configuration file.
public struct Setting: Sendable {
  /// Such as `request-time-limit`.
  public var name: String
  /// What it means.
  public var meaning: String
  /// What a value is: a time, bytes, a number, a text.
  public var unit: String
  /// Why the default is what it is.
  public var why: String
  /// Whether a value is shown to nobody.
  public var isSecret = false
  /// The value in settings, as it would be written.
  public var text: @Sendable (ServerSettings) -> String
  /// Reads a value into settings; false where it is none.
  public var read: @Sendable (inout ServerSettings, String) -> Bool

  /// The name in the environment: `HEARTLY_REQUEST_TIME_LIMIT`.
  public var variable: String {
    "HEARTLY_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }

  /// The default, as it would be written.
  public var usual: String { text(ServerSettings()) }

  /// The value, or that there is one.
  public func shown(of settings: ServerSettings) -> String {
    let value = text(settings)
    return isSecret && !value.isEmpty ? "(secret)" : value
  }
}

extension Setting {
  typealias Path<Value> = any WritableKeyPath<ServerSettings, Value> & Sendable

  static func text(
    _ name: String,
    _ path: Path<String>,
    _ unit: String,
    _ meaning: String,
    why: String,
    isSecret: Bool = false
  ) -> Setting {
    Setting(
      name: name,
      meaning: meaning,
      unit: unit,
      why: why,
      isSecret: isSecret,
      text: { $0[keyPath: path] },
      read: { settings, value in
        settings[keyPath: path] = value
        return true
      }
    )
  }

  static func list(
    _ name: String,
    _ path: Path<[String]>,
    _ unit: String,
    _ meaning: String,
    why: String
  ) -> Setting {
    Setting(
      name: name,
      meaning: meaning,
      unit: unit,
      why: why,
      text: { $0[keyPath: path].joined(separator: ",") },
      read: { settings, value in
        settings[keyPath: path] = value.split(separator: ",").map {
          String($0.filter { $0 != " " })
        }
        return true
      }
    )
  }

  static func number(
    _ name: String,
    _ path: Path<Int>,
    _ range: ClosedRange<Int>,
    _ unit: String,
    _ meaning: String,
    why: String
  ) -> Setting {
    Setting(
      name: name,
      meaning: meaning,
      unit: unit,
      why: why,
      text: { String($0[keyPath: path]) },
      read: { settings, value in
        guard let number = Int(value), range.contains(number) else { return false }
        settings[keyPath: path] = number
        return true
      }
    )
  }

  static func time(
    _ name: String,
    _ path: Path<Duration>,
    _ meaning: String,
    why: String
  ) -> Setting {
    Setting(
      name: name,
      meaning: meaning,
      unit: "time",
      why: why,
      text: { $0[keyPath: path].written },
      read: { settings, value in
        guard let duration = Duration(written: value) else { return false }
        settings[keyPath: path] = duration
        return true
      }
    )
  }
}

extension Duration {
  /// Reads `500ms`, `10s`, `5m`, `1h`.
  public init?(written text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number <= 1_000_000_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": self = .milliseconds(number)
    case "s", "": self = .seconds(number)
    case "m": self = .seconds(60 * number)
    case "h": self = .seconds(3600 * number)
    default: return nil
    }
  }

  /// The same, as short as it goes.
  public var written: String {
    let milliseconds = Int(self / .milliseconds(1))
    if milliseconds % 1000 != 0 { return "\(milliseconds)ms" }
    let seconds = milliseconds / 1000
    if seconds > 0, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    if seconds > 0, seconds % 60 == 0 { return "\(seconds / 60)m" }
    return "\(seconds)s"
  }
}
