internal import Synchronization

/// The program's standard output and error. A live line at the bottom of a terminal shows what is
/// under way; ordinary lines push it down.
enum Output {
  private static let state = Mutex("")
  private static let showsLive = Platform.isTerminal(1) && Platform.environment("TERM") != "dumb"

  /// Whether a live line is shown at all.
  static var isLive: Bool { showsLive }

  /// Writes a line to standard output.
  static func line(_ text: String) {
    state.withLock { live in
      Platform.write("\(erasing(live))\(text)\n\(live)", to: 1)
    }
  }

  /// Writes a message to standard error.
  static func error(_ text: String) {
    guard !text.isEmpty else { return }
    state.withLock { live in
      if !live.isEmpty { Platform.write(erasing(live), to: 1) }
      Platform.write("\(text)\n", to: 2)
      if !live.isEmpty { Platform.write(live, to: 1) }
    }
  }

  /// Shows a text in the live line; on anything but a terminal this does nothing. What does not fit
  /// is cut: a line that wraps could not be taken away.
  static func live(_ text: String, ending: String = "") {
    guard showsLive else { return }
    let room = max(0, Platform.columns(of: 1) - 1 - ending.count)
    let text = String(text.prefix(room)) + ending
    state.withLock { live in
      Platform.write(erasing(live) + text, to: 1)
      live = text
    }
  }

  /// Takes the live line away.
  static func flush() { live("") }

  private static func erasing(_ live: String) -> String { live.isEmpty ? "" : "\r\u{1B}[2K" }
}
