#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What tells, without reading them, that a directory's files are those of an earlier look: all names,
/// and for each `up` file its inode, size, time of modification and time of change.
///
/// No program can set the time of change, so that one that puts back the time of modification does not
/// hide its work.
struct DirectoryStamp: Hashable {
  /// Names, inodes, sizes and times. A digest of them would be computed in each run, in more time than it
  /// takes to read and to compare them.
  let content: [UInt8]
  /// The whole second since 1970 in which the newest of the files, or the list of them, was changed.
  let newest: Int

  /// How old a change must be for its time to tell it from any later one: file systems count time in
  /// steps, of two seconds at most.
  private static let settled = 3

  /// Whether everything that was read from the given second on is what the stamp stands for.
  func covers(readingFrom second: Int) -> Bool { newest + Self.settled <= second }
}

extension OpenDirectory {
  /// The present second since 1970, by the clock that files are stamped with.
  static var second: Int { Int(time(nil)) }

  /// The numbers by which the system knows the directory.
  func identity() -> (device: UInt64, inode: UInt64)? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    return (UInt64(truncatingIfNeeded: status.st_dev), UInt64(truncatingIfNeeded: status.st_ino))
  }

  /// The stamp of what is there now; nil where an `up` file is no regular one. What a symbolic link
  /// leads to can be changed without a trace here.
  func stamp() throws(Errno) -> DirectoryStamp? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Errno.last }
    var newest = status.newest
    var content: [UInt8] = []
    content.reserveCapacity(1 << 17)
    var isComplete = true
    try forEachName { name in
      content.append(contentsOf: name)
      content.append(0)
      guard isComplete, name.isUpFile, let start = name.baseAddress else { return }
      let path = start.assumingMemoryBound(to: CChar.self)
      guard fstatat(descriptor, path, &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else {
        isComplete = false
        return
      }
      newest = max(newest, status.newest)
      withUnsafeBytes(of: status.stamp) { content.append(contentsOf: $0) }
    }
    guard isComplete else { return nil }
    return DirectoryStamp(content: content, newest: newest)
  }
}

extension UnsafeRawBufferPointer {
  private static let ending = StaticString(".up.sql")

  /// Whether a name is that of an `up` file, as far as its ending tells.
  fileprivate var isUpFile: Bool {
    let ending = Self.ending
    let length = ending.utf8CodeUnitCount
    guard count > length, let start = baseAddress else { return false }
    return memcmp(start + count - length, ending.utf8Start, length) == 0
  }
}

extension stat {
  #if canImport(Darwin)
    private var modified: timespec { st_mtimespec }
    private var changed: timespec { st_ctimespec }
  #else
    private var modified: timespec { st_mtim }
    private var changed: timespec { st_ctim }
  #endif

  fileprivate var newest: Int { max(Int(modified.tv_sec), Int(changed.tv_sec)) }

  /// Six numbers without a gap between them.
  fileprivate var stamp: (UInt64, Int64, Int64, Int64, Int64, Int64) {
    (
      UInt64(truncatingIfNeeded: st_ino), Int64(st_size),
      Int64(modified.tv_sec), Int64(modified.tv_nsec),
      Int64(changed.tv_sec), Int64(changed.tv_nsec)
    )
  }
}
