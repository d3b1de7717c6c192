#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A file that is written in large pieces, and appears only when it is whole; or standard output.
struct BufferedOutput {
  private let path: String
  private let file: FileDescriptor
  private var buffer: [UInt8] = []

  init(_ path: String) throws {
    self.path = path
    guard path != "-" else {
      file = .standardOutput
      return
    }
    do {
      file = try FileDescriptor.open(
        FilePath(path + ".new"),
        .writeOnly,
        options: [.create, .truncate],
        permissions: .ownerReadWrite
      )
    } catch {
      throw Failure(message: "error: \(path) cannot be written: \(error)")
    }
  }

  mutating func write(_ text: String) throws { try write(Array(text.utf8)) }

  mutating func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count > 1 << 18 { try flush() }
  }

  mutating func close() throws {
    try flush()
    guard path != "-" else { return }
    try file.close()
    try Platform.rename(path + ".new", to: path)
  }

  private mutating func flush() throws {
    do {
      try file.writeAll(buffer)
    } catch {
      throw Failure(
        message: "error: \(path == "-" ? "standard output" : path) cannot be written: \(error)"
      )
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
