#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// A directory of files that are applied again whenever they change.
///
/// Every `.sql` file belongs to it, but for those whose name begins with a dot or with `README`.
public enum RepeatableDirectory {
  /// Reads and checks all files.
  ///
  /// - Returns: The files in the order of their names; none where the directory holds none.
  /// - Throws: All problems of all files together.
  public static func load(_ path: FilePath) throws(RepeatableDirectoryError) -> [Repeatable] {
    let found:
      (names: [String], read: [(name: String, content: Result<[UInt8], OpenDirectory.ReadError>)])
    do {
      let directory = try OpenDirectory(path)
      let names = try directory.names().filter(isRepeatable).sorted()
      found = (
        names,
        names.map { name in
          (name, Result { () throws(OpenDirectory.ReadError) in try directory.read(name) })
        }
      )
    } catch {
      throw RepeatableDirectoryError(path: path, problems: [.directory(error)])
    }
    var files: [Repeatable] = []
    var problems: [RepeatableDirectoryError.Problem] = []
    for (name, content) in found.read {
      let shown = path.appending(name).string
      do {
        files.append(try repeatable(name, SQLSource(name: shown, bytes: try content.get())))
      } catch let problem as RepeatableDirectoryError.Problem {
        problems.append(problem)
      } catch let error as MigrationFileError {
        problems.append(.file(error))
      } catch let error as MigrationScriptError {
        problems.append(.file(.script(error)))
      } catch OpenDirectory.ReadError.system(let error) {
        problems.append(.file(.unreadable(file: shown, error)))
      } catch {
        problems.append(.file(.notAFile(file: shown)))
      }
    }
    guard problems.isEmpty else { throw RepeatableDirectoryError(path: path, problems: problems) }
    return files
  }

  /// Whether a directory is there.
  public static func exists(_ path: FilePath) -> Bool { (try? OpenDirectory(path)) != nil }

  /// Whether a file of this name belongs to the directory.
  public static func isRepeatable(_ name: String) -> Bool {
    name.lowercased().hasSuffix(".sql") && !name.hasPrefix(".") && !name.hasPrefix("README")
  }

  private static func repeatable(_ name: String, _ source: SQLSource) throws -> Repeatable {
    try source.checkEncoding()
    let file = MigrationFile(source, half: .up)
    let script = try file.script()
    var check = RepeatableCheck(script)
    try check.run()
    return Repeatable(
      name: name,
      file: file,
      script: script,
      checksum: try file.checksum(),
      drops: check.drops,
      makesView: check.makesView,
      views: check.views
    )
  }
}

/// Why files that are to be applied again cannot be.
public struct RepeatableDirectoryError: Error, Sendable, Hashable {
  /// What is wrong with one file.
  public enum Problem: Error, Sendable, Hashable {
    /// The directory cannot be read.
    case directory(Errno)
    /// The file cannot be read, or its text cannot be run.
    case file(MigrationFileError)
    /// A statement that cannot run in a transaction.
    case outside(command: String, SourceLocation)
    /// The directive that keeps a file out of a transaction.
    case noTransaction(SourceLocation)
    /// A CREATE that fails the second time.
    case createsOnce(object: String, SourceLocation)
    /// A DROP that fails the first time.
    case dropsOnce(command: String, SourceLocation)
    /// A DROP that may take parts of tables with it.
    case cascades(command: String, SourceLocation)
    /// A statement that is a step from one state to another.
    case belongsInMigration(command: String, SourceLocation)
  }

  /// The directory.
  public let path: FilePath
  /// All that were found, never none.
  public let problems: [Problem]
}

extension RepeatableDirectoryError: CustomStringConvertible {
  /// One line for each problem.
  public var description: String {
    problems.map { problem in
      switch problem {
      case .directory(let error): "\(path): cannot be read: \(error)"
      default: "\(problem)"
      }
    }.joined(separator: "\n")
  }
}

extension RepeatableDirectoryError.Problem: CustomStringConvertible {
  /// What is wrong, where, and the way out.
  public var description: String {
    switch self {
    case .directory(let error): "\(error)"
    case .file(let error): "\(error)"
    case .outside(let command, let place):
      "\(place): \(command) cannot run in a transaction, and a repeatable file runs in one; put it into "
        + "a migration"
    case .noTransaction(let place):
      "\(place): a repeatable file always runs in a transaction; delete the directive"
    case .createsOnce(let object, let place):
      "\(place): this fails when the file is applied again; write CREATE OR REPLACE, or before it "
        + "DROP \(object)"
    case .dropsOnce(let command, let place):
      "\(place): \(command) fails where there is nothing to drop; write \(command) IF EXISTS"
    case .cascades(let command, let place):
      "\(place): \(command) … CASCADE may take columns and constraints of tables with it; drop by name "
        + "what stands on it, such as DROP VIEW IF EXISTS … CASCADE, before it"
    case .belongsInMigration(let command, let place):
      "\(place): \(command) is no statement that can be applied again and again; put it into a migration"
    }
  }
}
