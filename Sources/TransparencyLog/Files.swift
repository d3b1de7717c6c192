#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What the operating system said to something that was done to a file.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was to be done, with the path.
  public var action: String
  /// The reason.
  public var reason: String

  /// The whole as a clause.
  public var description: String { "\(action): \(reason)" }

  static func last(_ action: String) -> FileError {
    FileError(action: action, reason: String(cString: strerror(errno)))
  }
}

/// An open file, closed when the last reference to it goes.
final class OpenFile {
  let path: String
  private let descriptor: Int32

  /// Opens a file to be read, or to be written, which makes it where there is none.
  init(_ path: String, writing: Bool = false) throws(FileError) {
    self.path = path
    descriptor =
      writing ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("\(path) cannot be opened") }
  }

  deinit { close(descriptor) }

  func size() throws(FileError) -> Int {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw .last("\(path) cannot be measured") }
    return Int(size)
  }

  /// Reads on, at most as many bytes as there is room for; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      guard errno == EINTR else { throw .last("\(path) cannot be read") }
    }
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(offset + done))
      }
      guard count > 0 else {
        guard count < 0, errno == EINTR else { throw .last("\(path) cannot be written") }
        continue
      }
      done += count
    }
  }

  func truncate(to size: Int) throws(FileError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw .last("\(path) cannot be cut") }
  }

  /// Returns when the file's content is on the disk.
  func flush() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw .last("\(path) cannot be flushed") }
  }
}

enum Files {
  /// All bytes of a file; nil where there is none.
  static func content(of path: String) throws(FileError) -> [UInt8]? {
    guard access(path, F_OK) == 0 else {
      guard errno == ENOENT else { throw .last("\(path) cannot be opened") }
      return nil
    }
    let file = try OpenFile(path)
    let size = try file.size()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
    defer { buffer.deallocate() }
    var done = 0
    while done < size {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = try file.read(into: rest, at: done)
      guard count > 0 else { break }
      done += count
    }
    return Array(buffer[..<done])
  }

  /// Replaces a file in one step, which is on the disk when this returns.
  static func replace(_ path: String, with bytes: [UInt8], in directory: String) throws(FileError) {
    let half = path + ".new"
    let file = try OpenFile(half, writing: true)
    try file.truncate(to: 0)
    try file.write(bytes, at: 0)
    try file.flush()
    guard rename(half, path) == 0 else { throw .last("\(path) cannot be replaced") }
    try flush(directory: directory)
  }

  static func flush(directory: String) throws(FileError) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("\(directory) cannot be opened") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .last("\(directory) cannot be flushed") }
  }

  /// Makes a directory and those above it.
  static func makeDirectory(_ path: String) throws(FileError) {
    guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw .last("\(path) cannot be made")
    }
    try makeDirectory(String(path[..<slash]))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .last("\(path) cannot be made") }
  }
}
