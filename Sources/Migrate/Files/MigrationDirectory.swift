#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// A directory of migrations: pairs of files `<version>-<Name>.up.sql` and `.down.sql`.
///
/// Files that do not end in `.sql`, whose name begins with a dot, or with `README`, are passed over.
/// Every other `.sql` file must be half of a pair.
public struct MigrationDirectory: Sendable {
  /// How much of the files is read and checked.
  public enum Depth: Sendable, Hashable, Comparable {
    /// The `up` halves, for their checksums; that every `down` is there shows in the listing.
    case up
    /// Both halves, which ``Plan`` needs to roll back.
    case pairs
    /// Both halves, each cut into statements, so that everything that is wrong in them is found.
    case scripts
  }

  /// The directory, as it was given.
  public let path: FilePath
  /// Its migrations by version; never none.
  public let migrations: [Migration]
  /// What the newest migration's files have between version and name: a new one does the same.
  public let separator: MigrationFileName.Separator

  /// Lists and reads a directory.
  ///
  /// - Throws: All problems of all files together, so that they can be repaired at once.
  public static func load(
    _ path: FilePath,
    depth: Depth = .up
  ) throws(MigrationDirectoryError) -> MigrationDirectory {
    do {
      let directory = try OpenDirectory(path)
      var listing = MigrationListing(path: path, names: try directory.names())
      guard !listing.pairs.isEmpty || !listing.problems.isEmpty else {
        throw MigrationDirectoryError.empty(path)
      }
      let migrations = listing.read(from: directory, depth: depth)
      guard listing.problems.isEmpty, let newest = listing.pairs.last else {
        throw MigrationDirectoryError.files(path, listing.problems)
      }
      return MigrationDirectory(
        path: path,
        migrations: migrations,
        separator: newest.up.separator
      )
    } catch let error as MigrationDirectoryError {
      throw error
    } catch Errno.noSuchFileOrDirectory {
      throw .missing(path)
    } catch Errno.notDirectory {
      throw .notADirectory(path)
    } catch {
      throw .unreadable(path, error as? Errno ?? .ioError)
    }
  }
}
