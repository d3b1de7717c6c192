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

/// Remembers from one run to the next what the files of a directory amount to, so that files that
/// nobody has touched need not be read again to find that all of them are applied.
///
/// It holds nothing that a run trusts by itself: what it says is compared with the history, and where
/// that differs in anything, or the files' stamp is another one, the files are read. So it can cost
/// time and hide nothing. Nor does a run depend on it: what cannot be read or written is passed over.
struct SummaryCache {
  /// The directory of such files, one for each directory of migrations. It is made when it is needed.
  let directory: FilePath

  /// What the file begins with. Another format is another word.
  private static let magic = Array("heartly files 1\n".utf8)
  /// The magic, a number, two sums of 32 bytes, and then the stamp.
  private static let header = magic.count + 8 + 32 + 32

  private func path(of migrations: borrowing OpenDirectory) -> FilePath? {
    guard let (device, inode) = migrations.identity() else { return nil }
    return directory.appending(
      "migrations-\(String(device, radix: 16))-\(String(inode, radix: 16))"
    )
  }

  /// What the directory's files amount to, if they are as they were when it was remembered.
  func summary(of migrations: borrowing OpenDirectory) -> FilesSummary? {
    guard let path = path(of: migrations), let bytes = Self.read(path),
      bytes.count > Self.header, bytes.starts(with: Self.magic),
      let stamp = try? migrations.stamp(), Self.isEqual(stamp.content, bytes[Self.header...])
    else { return nil }
    var rest = bytes[Self.magic.count...]
    func take(_ count: Int) -> ArraySlice<UInt8> {
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    let count = take(8).reduce(0) { $0 << 8 | UInt64($1) }
    let sum = Array(take(32))
    guard let rows = Checksum(take(32)), let count = Int(exactly: count) else { return nil }
    return FilesSummary(digest: HistoryDigest(count: count, sum: sum), rows: rows)
  }

  /// Remembers what files amount to that were read from the given second on, if they can be told from
  /// any later state of themselves.
  func remember(_ summary: FilesSummary, of path: FilePath, readFrom second: Int) {
    guard let migrations = try? OpenDirectory(path), let file = self.path(of: migrations),
      let stamp = try? migrations.stamp(), stamp.covers(readingFrom: second)
    else { return }
    var bytes = Self.magic
    withUnsafeBytes(of: UInt64(summary.digest.count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes += summary.digest.sum + summary.rows.bytes + stamp.content
    Self.makeDirectory(directory)
    Self.write(bytes, to: file)
  }

  private static func isEqual(_ content: [UInt8], _ remembered: ArraySlice<UInt8>) -> Bool {
    guard content.count == remembered.count else { return false }
    return content.withUnsafeBytes { content in
      remembered.withUnsafeBytes { remembered in
        guard let left = content.baseAddress, let right = remembered.baseAddress else {
          return true
        }
        return memcmp(left, right, content.count) == 0
      }
    }
  }

  // MARK: The file

  /// The content of a file that nobody but the account that runs the program can have written.
  private static func read(_ path: FilePath) -> [UInt8]? {
    let file = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mode & 0o022 == 0
    else { return nil }
    let length = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = max(0, systemRead(file, buffer.baseAddress, length))
    }
    return bytes.count == length ? bytes : nil
  }

  /// Writes beside the file and renames, so that nobody reads a half of it.
  private static func write(_ bytes: [UInt8], to path: FilePath) {
    let half = path.string + ".\(getpid())"
    unlink(half)
    let file = open(half, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return }
    let isWritten = bytes.withUnsafeBytes { systemWrite(file, $0) } == bytes.count
    close(file)
    if !isWritten || rename(half, path.string) != 0 { unlink(half) }
  }

  private static func makeDirectory(_ path: FilePath) {
    guard path.withPlatformString({ mkdir($0, 0o700) }) != 0, errno == ENOENT else { return }
    let parent = path.removingLastComponent()
    guard !parent.isEmpty, parent != path else { return }
    makeDirectory(parent)
    _ = path.withPlatformString { mkdir($0, 0o700) }
  }
}

/// The system's `write`, which the method of the same name hides.
private func systemWrite(_ file: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(file, bytes.baseAddress, bytes.count)
}
