#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// The Swift package whose tests run.
enum Package {
  /// Where its manifest is: the nearest directory with a `Package.swift` above the current one, or else
  /// above the tests' program, which Xcode starts elsewhere; without either the current directory.
  static let directory: FilePath = {
    let current = FilePath(FileManager.default.currentDirectoryPath)
    let program = CommandLine.arguments.first.map { FilePath($0) }
    for start in [current, program.map { current.pushing($0) }].compactMap(\.self) {
      var place = start.lexicallyNormalized()
      while true {
        if FileManager.default.fileExists(atPath: place.appending("Package.swift").string) {
          return place
        }
        guard place.removeLastComponent() else { break }
      }
    }
    return current
  }()

  /// A path that counts from the package's directory unless it is absolute.
  static func absolute(_ path: FilePath) -> FilePath { directory.pushing(path) }
}
