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

extension Platform {
  /// All bytes of a file.
  static func content(of path: String) throws -> [UInt8] {
    let file = try FileDescriptor.open(FilePath(path), .readOnly)
    var bytes: [UInt8] = []
    try file.closeAfter {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
      defer { buffer.deallocate() }
      while case let count = try file.read(into: buffer), count > 0 {
        bytes += buffer[..<count]
      }
    }
    return bytes
  }

  /// The names of what a directory holds, in no order; nil for what is no directory.
  static func names(inDirectory path: String) throws -> [String]? {
    guard let stream = opendir(path) else {
      guard errno == ENOTDIR else { throw Errno(rawValue: errno) }
      return nil
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let length = MemoryLayout.size(ofValue: entry.pointee.d_name)
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: length) { String(cString: $0) }
        }
      )
    }
    return names
  }

  /// Makes the directories that a file of this path will be in.
  static func makeDirectory(above path: String) throws {
    let directory = FilePath(path).removingLastComponent()
    guard !directory.isEmpty, mkdir(directory.string, 0o755) != 0, errno != EEXIST else { return }
    guard errno == ENOENT else { throw Errno(rawValue: errno) }
    try makeDirectory(above: directory.string)
    guard mkdir(directory.string, 0o755) == 0 || errno == EEXIST else {
      throw Errno(rawValue: errno)
    }
  }

  /// Deletes a file, if it is there.
  static func remove(_ path: String) { unlink(path) }

  /// When a file was changed last, and its size, as a text to compare; nil where there is none.
  static func modification(of path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return "\(time.tv_sec).\(time.tv_nsec) \(status.st_size) \(status.st_ino)"
  }

  /// Replaces a file in one step: one that is renamed into place is never half written. Its
  /// permissions stay, and a symbolic link goes on pointing at it.
  static func replace(_ given: String, with bytes: [UInt8]) throws {
    let path = realPath(given) ?? given
    var status = stat()
    let exists = stat(path, &status) == 0
    let isWritable = status.st_mode & 0o222 != 0
    guard !exists || isWritable else {
      throw Failure(message: "error: \(given) cannot be written: it is read-only")
    }
    do {
      let half = FilePath(path + ".new")
      let file = try FileDescriptor.open(
        half,
        .writeOnly,
        options: [.create, .truncate],
        permissions: .init(rawValue: 0o644)
      )
      _ = try file.closeAfter { try file.writeAll(bytes) }
      if exists { chmod(half.string, status.st_mode & 0o7777) }
      try rename(half.string, to: path)
    } catch Errno.noSuchFileOrDirectory {
      throw Failure(message: "error: \(path) cannot be written: its directory does not exist")
    } catch let error as Errno {
      throw Failure(message: "error: \(path) cannot be written: \(error)")
    }
  }
}
