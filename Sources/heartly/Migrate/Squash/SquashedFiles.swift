import Migrate
import MigrateImport

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The change of a directory when a pair takes the place of others.
struct SquashedFiles: Sendable {
  let directory: String
  let replaced: [Migration]
  let movesFiles: Bool

  /// Where the replaced files go.
  var oldFiles: FilePath { FilePath(directory).appending("squashed") }

  private var paths: [FilePath] {
    replaced.flatMap { [$0.up, $0.down].compactMap(\.self) }.map { FilePath($0.source.name) }
  }

  /// Refuses what would overwrite a file, before anything is done.
  func check() throws {
    guard movesFiles else { return }
    for path in paths {
      guard let name = path.lastComponent else { continue }
      let target = oldFiles.appending(name)
      guard Platform.modification(of: target.string) == nil else {
        throw Failure(
          message:
            "error: \(target) is there already, and is not overwritten; move it away, or remove "
            + "the replaced files with --old-files remove"
        )
      }
    }
  }

  /// The new files stand beside the old ones under names that no migration has, until those are away.
  func perform(_ pair: SquashedPair) throws -> String {
    let target = FilePath(directory)
    let (up, down) = (pair.migration.up.source.name, pair.migration.down?.source.name ?? "")
    let new = [(up, pair.upText), (down, pair.downText)]
    for (name, text) in new {
      try Platform.replace(target.appending(name + ".squashed").string, with: Array(text.utf8))
    }
    for path in paths {
      guard movesFiles, let name = path.lastComponent else {
        Platform.remove(path.string)
        continue
      }
      let old = oldFiles.appending(name)
      try Platform.makeDirectory(above: old.string)
      try Platform.rename(path.string, to: old.string)
    }
    for (name, _) in new {
      try Platform.rename(
        target.appending(name + ".squashed").string,
        to: target.appending(name).string
      )
    }
    return target.appending(up).string
  }
}
