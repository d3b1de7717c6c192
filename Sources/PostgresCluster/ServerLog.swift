#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The server's log directory, and what was written there since one moment.
struct ServerLog: Sendable {
  let directory: FilePath
  private let sizes: [String: Int64]

  /// What the server says before its log files are open goes here; emptied at every start.
  static let startFile: FilePath.Component = "start.log"

  /// Remembers where each file ends now.
  init(directory: FilePath) {
    self.directory = directory
    sizes = Dictionary(
      FileSystem.names(in: directory).map {
        ($0, $0 == Self.startFile.string ? 0 : FileSystem.sizeBytes(of: directory.appending($0)))
      },
      uniquingKeysWith: max
    )
  }

  /// The lines written since, the start's first.
  var newLines: [String] {
    ([Self.startFile.string] + sizes.keys.sorted() + FileSystem.names(in: directory).sorted())
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      .flatMap { name -> [String] in
        let path = directory.appending(name)
        let known = sizes[name] ?? 0
        let offset = FileSystem.sizeBytes(of: path) < known ? 0 : known
        return FileSystem.text(of: path, from: offset)?.split(separator: "\n").map(String.init)
          ?? []
      }
      .filter { line in !Self.routine.contains { line.contains($0) } }
  }

  var lastLines: [String] { newLines.suffix(12) }

  private static let routine = [
    "redirecting log output to logging collector process", "Future log output will appear in",
  ]
}

extension [String] {
  /// PostgreSQL's own line about a full disk.
  var diskFullReport: String? {
    last { $0.contains("No space left on device") || $0.contains("Disk quota exceeded") }
  }
}
