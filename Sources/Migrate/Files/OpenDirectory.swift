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

/// An open directory, whose files are opened relative to it: one look-up of the path for all.
struct OpenDirectory: ~Copyable {
  let descriptor: CInt

  init(_ path: FilePath) throws(Errno) {
    descriptor = path.withPlatformString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw Errno.last }
  }

  deinit { close(descriptor) }

  /// The names of all entries, in no order. Bytes that are not UTF-8 are replaced.
  func names() throws(Errno) -> [String] {
    var names: [String] = []
    try forEachName { names.append(String(decoding: $0, as: UTF8.self)) }
    return names
  }

  /// Hands on the name of each entry, in no order. A zero byte follows the name's last.
  func forEachName(_ body: (UnsafeRawBufferPointer) -> Void) throws(Errno) {
    // The stream closes its descriptor, so that it gets one of its own.
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw Errno.last }
    guard let stream = fdopendir(copy) else {
      let error = Errno.last
      close(copy)
      throw error
    }
    defer { closedir(stream) }
    rewinddir(stream)
    errno = 0
    while let entry = readdir(stream) {
      withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        let name = UnsafeRawPointer(tuple)
        let length = strlen(name.assumingMemoryBound(to: CChar.self))
        body(UnsafeRawBufferPointer(start: name, count: length))
      }
      errno = 0
    }
    guard errno == 0 else { throw Errno.last }
  }

  /// Why a file could not be read.
  enum ReadError: Error {
    case notAFile
    case system(Errno)
  }

  /// The content of a regular file, or of one that a symbolic link leads to.
  func read(_ name: String) throws(ReadError) -> [UInt8] {
    // A pipe without a writer would block the opening for ever.
    let file = openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .system(Errno.last) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .system(Errno.last) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    var content: [UInt8] = []
    // One byte more than the file has shows its end without another buffer.
    var room = Int(status.st_size) + 1
    while true {
      let part = try Self.readPart(file, room)
      if content.isEmpty { content = part } else { content += part }
      // A regular file gives less than was asked for only at its end.
      if part.count < room { return content }
      room = max(room - part.count, 4096)
    }
  }

  private static func readPart(_ file: CInt, _ room: Int) throws(ReadError) -> [UInt8] {
    var failure: Errno?
    let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      var result: Int
      repeat {
        result = systemRead(file, buffer.baseAddress, room)
      } while result < 0 && errno == EINTR
      if result < 0 { failure = Errno.last }
      count = max(result, 0)
    }
    if let failure { throw .system(failure) }
    return part
  }
}

/// The system's `read`, which the method of the same name hides.
func systemRead(_ file: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}

extension Errno {
  /// The error of the system call that just failed.
  static var last: Errno { Errno(rawValue: errno) }
}
