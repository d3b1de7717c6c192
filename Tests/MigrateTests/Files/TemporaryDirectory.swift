import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A directory of a test's own, which goes with its files when the test lets go of it.
final class TemporaryDirectory: Sendable {
  let path: FilePath

  init() throws {
    var template = Array("/tmp/heartly-migrations-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Errno(rawValue: errno) }
    path = FilePath(String(cString: made))
  }

  deinit { Self.remove(path) }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = try FileDescriptor.open(
      path.appending(name),
      .writeOnly,
      options: [.create, .truncate],
      permissions: [.ownerReadWrite]
    )
    try file.closeAfter { _ = try file.writeAll(bytes) }
  }

  /// Writes both halves of a migration that creates and drops a table.
  func writePair(_ stem: String) throws {
    try write("\(stem).up.sql", "CREATE TABLE t ();\n")
    try write("\(stem).down.sql", "DROP TABLE t;\n")
  }

  func link(_ name: String, to target: String) throws {
    guard symlink(target, path.appending(name).string) == 0 else { throw Errno(rawValue: errno) }
  }

  func makeDirectory(_ name: String) throws {
    guard mkdir(path.appending(name).string, 0o755) == 0 else { throw Errno(rawValue: errno) }
  }

  func makePipe(_ name: String) throws {
    guard mkfifo(path.appending(name).string, 0o644) == 0 else { throw Errno(rawValue: errno) }
  }

  private static func remove(_ path: FilePath) {
    guard let stream = opendir(path.string) else { return }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(
          to: CChar.self,
          capacity: MemoryLayout.size(ofValue: tuple.pointee)
        ) { String(cString: $0) }
      }
      let child = path.appending(name).string
      if name != ".", name != "..", unlink(child) != 0 { rmdir(child) }
    }
    closedir(stream)
    rmdir(path.string)
  }
}
