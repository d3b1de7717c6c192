#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// What is wrong with one file of a directory, or with a pair.
public enum MigrationFileError: Error, Sendable, Hashable {
  /// A `.sql` file that is not named as a migration is.
  case badName(file: String, MigrationFileName.Flaw)
  /// A half whose other half is not there.
  case halfMissing(file: String, missing: String)
  /// Two migrations of the same version.
  case duplicateVersion(MigrationVersion, files: [String])
  /// Two halves of one version under different names.
  case namesDiffer(up: String, down: String)
  /// Bytes that are not UTF-8 begin here. `isUTF16` says that the file begins as UTF-16 does.
  case notUTF8(SourceLocation, isUTF16: Bool)
  /// A NUL byte, which PostgreSQL's protocol cannot carry.
  case nulByte(SourceLocation)
  /// A directory, device or pipe under the name of a migration.
  case notAFile(file: String)
  /// Symbolic links that lead to each other.
  case symbolicLinkLoop(file: String)
  /// The system refused to open or read the file.
  case unreadable(file: String, Errno)
  /// The text cannot be run.
  case script(MigrationScriptError)
}

extension MigrationFileError: CustomStringConvertible {
  /// `path: what is wrong; what to do`, with line and column where there are any.
  public var description: String {
    switch self {
    case .badName(let file, let flaw):
      "\(file.printable): not a migration's name: \(flaw); call it like "
        + "1754250020000-CreateOrderTable.up.sql, or move it out of the directory"
    case .halfMissing(let file, let missing):
      "\(file.printable): its other half \(missing.printable) is missing; a rollback that is "
        + "impossible is a .down.sql with `-- \(Directive.prefix)irreversible reason`"
    case .duplicateVersion(let version, let files):
      "version \(version) belongs to more than one migration: "
        + "\(files.map(\.printable).joined(separator: ", ")); give one of them a new version"
    case .namesDiffer(let up, let down):
      "\(up.printable): its other half has another name, \(down.printable); rename one of them"
    case .notUTF8(let place, let isUTF16):
      "\(place): the file is not UTF-8"
        + (isUTF16 ? ", it looks like UTF-16; save it as UTF-8" : "; save it as UTF-8")
    case .nulByte(let place):
      "\(place): a NUL byte, which PostgreSQL does not accept; delete it"
    case .notAFile(let file):
      "\(file.printable): not a regular file; a migration must be one, or a link to one"
    case .symbolicLinkLoop(let file):
      "\(file.printable): a symbolic link that leads back to itself"
    case .unreadable(let file, let error):
      "\(file.printable): cannot be read: \(error)"
    case .script(let error):
      error.description
    }
  }
}

/// Why a directory of migrations cannot be used.
public enum MigrationDirectoryError: Error, Sendable, Hashable {
  /// There is nothing at the path.
  case missing(FilePath)
  /// The path leads to something else.
  case notADirectory(FilePath)
  /// The system refused to list the directory.
  case unreadable(FilePath, Errno)
  /// The directory holds no migration.
  case empty(FilePath)
  /// Files are wrong; all that were found, never none.
  case files(FilePath, [MigrationFileError])
}

extension MigrationDirectoryError: CustomStringConvertible {
  /// One line for each problem.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): there is no such directory; `--directory` says where the migrations are"
    case .notADirectory(let path):
      "\(path): not a directory; `--directory` says where the migrations are"
    case .unreadable(let path, let error):
      "\(path): cannot be read: \(error)"
    case .empty(let path):
      "\(path): holds no migrations, which are pairs of files like "
        + "1754250020000-CreateOrderTable.up.sql and .down.sql"
    case .files(_, let problems):
      problems.map(\.description).joined(separator: "\n")
    }
  }
}
