import Foundation

/// The files of this checkout, as the tests of its shape see them.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct File: Sendable, CustomStringConvertible {
    /// The path below the root, such as `Sources/Migrate/Plan.swift`.
    let path: String
    let lines: [Substring]

    /// The target that the file belongs to, such as `Migrate`.
    var target: Substring { path.split(separator: "/").dropFirst().first ?? "" }
    var description: String { path }
  }

  /// All files below a folder whose names end so, in a stable order.
  static func files(below folder: String, endingIn suffix: String) throws -> [File] {
    let base = root.appending(path: folder).path
    let paths = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return try paths.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") && !$0.contains("/.") }
      .sorted().map { path in
        let text = try String(contentsOfFile: base + "/" + path, encoding: .utf8)
        return File(
          path: "\(folder)/\(path)",
          lines: text.split(separator: "\n", omittingEmptySubsequences: false)
        )
      }
  }

  static func swiftSources() throws -> [File] { try files(below: "Sources", endingIn: ".swift") }
}
