#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A directory for the time of the benchmarks.
struct ScratchDirectory: Sendable {
  let path: FilePath

  /// Makes it below the system's directory for temporary files.
  init() throws {
    let parent = FileManager.default.temporaryDirectory.path
    var template = Array("\(parent)/heartly-benchmarks.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Problem.cannotRun(FilePath("\(parent)"), Errno(rawValue: errno))
    }
    path = FilePath(platformString: template)
    // The server runs under another account when root runs the benchmarks, and must get in.
    chmod(path.string, 0o755)
  }

  func file(_ name: String) -> FilePath { path.appending(name) }

  /// Writes a file and returns its path.
  func write(_ text: String, to name: String) throws -> FilePath {
    try text.write(toFile: file(name).string, atomically: false, encoding: .utf8)
    return file(name)
  }

  func makeDirectory(_ name: String) throws -> FilePath {
    try FileManager.default.createDirectory(
      atPath: file(name).string,
      withIntermediateDirectories: true
    )
    return file(name)
  }

  func remove() throws {
    try FileManager.default.removeItem(atPath: path.string)
  }
}
