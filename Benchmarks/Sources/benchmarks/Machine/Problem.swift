#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Why something could not be measured.
enum Problem: Error {
  case notBuilt(FilePath)
  /// A tool to compare with is not installed.
  case notInstalled(FilePath)
  case cannotRun(FilePath, Errno)
  case programFailed(FilePath, output: String)
  /// A run that did less than it was measured for.
  case incomplete(String, expected: Int, found: Int)
  /// The report of pgbench or wrk has no such number.
  case noFigure(String, output: String)
  /// A server whose memory did not stay the same under load, in bytes.
  case grows(from: Double, to: Double)
}

extension Problem: CustomStringConvertible {
  var description: String {
    switch self {
    case .notBuilt(let path):
      "\(path) is missing; build it with "
        + "`swift build --configuration release --static-swift-stdlib --product heartly`"
    case .notInstalled(let path): "\(path) is missing; `script/bootstrap --bench` installs it"
    case .cannotRun(let path, let error): "\(path) cannot be run: \(error)"
    case .programFailed(let path, let output): "\(path) failed:\n\(output)"
    case .incomplete(let what, let expected, let found):
      "\(what) left \(found) rows in its history instead of \(expected)"
    case .noFigure(let name, let output): "there is no \(name):\n\(output)"
    case .grows(let before, let after):
      "the server's memory grew from \((before / 1e6).fixed(1)) to \((after / 1e6).fixed(1)) MB"
    }
  }
}
