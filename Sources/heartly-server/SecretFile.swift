import Foundation

/// A file that nobody but its owner may read, made when it is needed first.
struct SecretFile {
  var path: String
  /// As in "the token key".
  var name: String

  /// What is in it; `make` is asked where there is none.
  func content(orMake make: () throws -> Data) throws -> Data {
    if !FileManager.default.fileExists(atPath: path) { try write(try make()) }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let mode = attributes?[.posixPermissions] as? Int,
      let content = FileManager.default.contents(atPath: path)
    else { throw refusal("cannot be read") }
    guard mode & 0o077 == 0 else {
      throw refusal("is open to others on this machine: chmod 600 \(path)")
    }
    return content
  }

  func refusal(_ reason: String) -> Refusal {
    Refusal(message: "\(name) \(path) \(reason)")
  }

  /// Another process may be at it: a file appears whole, and the first one stays.
  private func write(_ content: Data) throws {
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
    let draft = "\(path).\(getpid())"
    do {
      try FileManager.default.createDirectory(
        at: directory,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw refusal("cannot be made: \(directory.path) cannot be written")
    }
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw refusal("cannot be made: \(String(cString: strerror(errno)))") }
    defer { unlink(draft) }
    try FileHandle(fileDescriptor: file, closeOnDealloc: true).write(contentsOf: content)
    guard link(draft, path) == 0 else {
      if errno == EEXIST { return }
      throw refusal("cannot be made: \(String(cString: strerror(errno)))")
    }
    FileHandle.standardError.write(Data("\(name) was made: \(path)\n".utf8))
  }
}
