#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Runs something now and again whenever one of its files changes, until the program is interrupted.
///
/// Files are looked at, not waited for: it works the same on every file system and for editors that
/// write a new file in the old one's place.
struct FileWatch {
  /// How often the files are looked at. Default 200 ms: an editor's save is answered at once.
  var interval = Duration.milliseconds(200)

  /// Does the work that the body is, which returns the paths that it depends on. A ``Failure`` of it is
  /// shown, and the files of the last time are watched.
  func onEachChange(_ body: () throws -> [String]) async throws {
    var paths: [String] = []
    while true {
      do {
        paths = try body()
      } catch let failure as Failure {
        guard !paths.isEmpty else { throw failure }
        Output.error(failure.message)
      }
      let before = paths.map(Platform.modification)
      while paths.map(Platform.modification) == before {
        try await Task.sleep(for: interval)
      }
      Output.line("")
    }
  }
}
