#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The places in the repository that the benchmarks use.
enum Repository {
  static let root = FilePath(#filePath)
    .removingLastComponent().removingLastComponent().removingLastComponent()
    .removingLastComponent().removingLastComponent()

  /// The program as `make bench` builds it.
  static let heartly = root.appending(".build/release/heartly")
  /// The linter that is installed beside the build for the comparison.
  static let squawk = root.appending(".build/bench-tools/bin/squawk")
  /// The Python of the peers from PyPI.
  static let python = root.appending(".build/bench-tools/bin/python")
  /// What the other side of a pair runs: scripts and programs of our own making.
  static let peers = root.appending("Benchmarks/Peers")
  static let migrations = root.appending("db/migrations")

  /// The other form of a request's context, as statements of one transaction.
  static func signedContext() throws -> String {
    let file = root.appending("db/options/signed-context.sql").string
    return "BEGIN;\n" + (try String(contentsOfFile: file, encoding: .utf8)) + "\nCOMMIT;\n"
  }
}
