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

/// What the benchmarks ask of the machine.
enum Machine {
  static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// How many threads of the whole machine wanted to run in the last minute: what is measured while
  /// others work is worth less.
  static var load: Double? {
    var averages = [0.0]
    return getloadavg(&averages, 1) == 1 ? averages[0] : nil
  }

  static func isExecutable(_ path: FilePath) -> Bool {
    FileManager.default.isExecutableFile(atPath: path.string)
  }
}
