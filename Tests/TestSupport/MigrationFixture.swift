public import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A directory of migrations of a test's own, which goes when the test lets go of it.
public final class MigrationFixture: Sendable {
  /// Where it is.
  public let path: FilePath

  /// Makes an empty directory.
  public init() throws {
    var template = Array("/tmp/heartly-fixture-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Errno(rawValue: errno) }
    path = FilePath(String(cString: made))
  }

  deinit {
    for name in fileNames() { unlink(path.appending(name).string) }
    rmdir(path.string)
  }

  /// Writes both halves of a migration, or new ones over them. Its name is `Step` and the version.
  public func write(_ version: Int, up: String, down: String = "SELECT 1;\n") throws {
    try writeFile("\(version)-Step.up.sql", up)
    try writeFile("\(version)-Step.down.sql", down)
  }

  /// Writes any file.
  public func writeFile(_ name: String, _ text: String) throws {
    let file = try FileDescriptor.open(
      path.appending(name),
      .writeOnly,
      options: [.create, .truncate],
      permissions: [.ownerReadWrite]
    )
    _ = try file.closeAfter { try file.writeAll(text.utf8) }
  }

  /// Deletes both halves.
  public func remove(_ version: Int) {
    unlink(path.appending("\(version)-Step.up.sql").string)
    unlink(path.appending("\(version)-Step.down.sql").string)
  }

  /// The names of the files in it, in order.
  public func fileNames() -> [String] {
    var names: [String] = []
    guard let stream = opendir(path.string) else { return names }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee))
        {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
