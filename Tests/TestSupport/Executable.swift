public import SystemPackage

/// A program of this package, as it was built together with the tests that run.
public enum Executable {
  /// The program of this name.
  ///
  /// - Throws: ``NotBuilt`` where it is not beside the tests.
  public static func named(_ name: String) throws(NotBuilt) -> FilePath {
    guard let products else { throw NotBuilt(name: name, directory: nil) }
    let program = products.appending(name)
    guard let file = try? FileDescriptor.open(program, .readOnly) else {
      throw NotBuilt(name: name, directory: products)
    }
    try? file.close()
    return program
  }

  /// SwiftPM runs the bundle of tests itself on Linux, and names it to its runner on macOS.
  private static let products: FilePath? = CommandLine.arguments.lazy
    .compactMap { argument in
      var path = FilePath(argument)
      while let last = path.lastComponent {
        path.removeLastComponent()
        if last.extension == "xctest" { return path }
      }
      return nil
    }
    .first

  /// The program is not there: its target is no dependency of the test target.
  public struct NotBuilt: Error, CustomStringConvertible {
    let name: String
    let directory: FilePath?

    /// What is missing, and where it was looked for.
    public var description: String {
      "\(name) is not beside the tests in \(directory?.string ?? "any directory of products")"
    }
  }
}
