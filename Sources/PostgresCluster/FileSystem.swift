#if canImport(System)
  import System
#else
  import SystemPackage
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The few calls to the file system that the cluster needs and that `FilePath` does not offer.
enum FileSystem {
  struct Attributes: Hashable {
    enum Kind: Hashable {
      case directory, symbolicLink, other
    }

    var kind: Kind
    var userID: uid_t
  }

  /// What stands at the path, or nil if nothing does. A symbolic link at its end is not followed.
  static func attributes(of path: FilePath) throws(Errno) -> Attributes? {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else {
      let error = Errno(rawValue: errno)
      if error == .noSuchFileOrDirectory || error == .notDirectory { return nil }
      throw error
    }
    let kind: Attributes.Kind =
      switch status.st_mode & mode_t(S_IFMT) {
      case mode_t(S_IFDIR): .directory
      case mode_t(S_IFLNK): .symbolicLink
      default: .other
      }
    return Attributes(kind: kind, userID: status.st_uid)
  }

  static func exists(_ path: FilePath) -> Bool {
    path.withPlatformString { access($0, F_OK) } == 0
  }

  static func isExecutable(_ path: FilePath) -> Bool {
    path.withPlatformString { access($0, X_OK) } == 0
  }

  static func makeDirectory(_ path: FilePath, permissions: mode_t) throws(Errno) {
    try check(path.withPlatformString { mkdir($0, permissions) })
  }

  /// Sets the permissions of the file at the path, whatever the umask is.
  static func setPermissions(of path: FilePath, to permissions: mode_t) throws(Errno) {
    try check(path.withPlatformString { chmod($0, permissions) })
  }

  /// Changes the owner of the file at the path itself, never of what a symbolic link there names.
  static func changeOwner(of path: FilePath, to user: uid_t, group: gid_t) throws(Errno) {
    try check(path.withPlatformString { lchown($0, user, group) })
  }

  static func makeSymbolicLink(at path: FilePath, to target: FilePath) throws(Errno) {
    try check(
      target.withPlatformString { target in path.withPlatformString { symlink(target, $0) } }
    )
  }

  static func remove(_ path: FilePath) throws(Errno) {
    try check(path.withPlatformString { unlink($0) })
  }

  /// The path with every symbolic link followed, or nil if it does not exist or is out of reach.
  static func resolve(_ path: FilePath) -> FilePath? {
    path.withPlatformString { path in
      guard let resolved = realpath(path, nil) else { return nil }
      defer { free(resolved) }
      return FilePath(platformString: resolved)
    }
  }

  /// The path from the root, without `.` and `..`; links are not followed.
  static func absolute(_ path: FilePath) -> FilePath {
    guard path.isRelative, let current = getcwd(nil, 0) else { return path.lexicallyNormalized() }
    defer { free(current) }
    return FilePath(platformString: current).pushing(path).lexicallyNormalized()
  }

  /// The names in a directory, without `.` and `..`; none if it does not exist or is out of reach.
  static func names(in directory: FilePath) -> [String] {
    guard let stream = directory.withPlatformString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// The text of a file from `offset` on, at most `limit` bytes; nil if it cannot be read.
  static func text(of path: FilePath, from offset: Int64 = 0, limit: Int = 1 << 20) -> String? {
    guard
      let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    else { return nil }
    return try? file.closeAfter {
      try file.seek(offset: offset, from: .start)
      var bytes: [UInt8] = []
      let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
      defer { chunk.deallocate() }
      while bytes.count < limit {
        let count = try file.read(into: chunk)
        if count == 0 { break }
        bytes.append(contentsOf: chunk.prefix(count))
      }
      return String(decoding: bytes.prefix(limit), as: UTF8.self)
    }
  }

  static func sizeBytes(of path: FilePath) -> Int64 {
    var status = stat()
    return path.withPlatformString { lstat($0, &status) } == 0 ? Int64(status.st_size) : 0
  }

  /// How many bytes an unprivileged account may still write there; nil if that cannot be known.
  static func availableBytes(at path: FilePath) -> UInt64? {
    var status = statvfs()
    guard path.withPlatformString({ statvfs($0, &status) }) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// Gives a new file `to` its name in one step, and makes the name durable.
  static func rename(_ from: FilePath, to: FilePath) throws(Errno) {
    try check(
      from.withPlatformString { from in to.withPlatformString { renameFile(from, $0) } }
    )
    guard let directory = try? FileDescriptor.open(to.removingLastComponent(), .readOnly) else {
      return
    }
    // Some file systems cannot sync a directory; then the name is as durable as they make it.
    fsync(directory.rawValue)
    try? directory.close()
  }

  private static func check(_ result: Int32) throws(Errno) {
    if result != 0 { throw Errno(rawValue: errno) }
  }
}

/// Inside `FileSystem`, the plain name means its own function.
private func renameFile(_ from: UnsafePointer<CChar>, _ to: UnsafePointer<CChar>) -> Int32 {
  rename(from, to)
}
