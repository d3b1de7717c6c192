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

/// The file through which clients reach a server; the "port" is only a part of its name.
struct UnixSocket: Sendable, Hashable {
  let directory: FilePath
  let port: Int

  var path: FilePath { directory.appending(".s.PGSQL.\(port)") }

  /// In it the server that uses the socket writes its process and its data directory.
  var lockFile: FilePath { directory.appending(".s.PGSQL.\(port).lock") }

  /// The longest path that fits into a socket address with its closing zero: 107 bytes on Linux,
  /// 103 on macOS.
  static let pathLimitBytes = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

  /// Said before `initdb` runs: the server itself would say it only at the very end of a start.
  func checkPath() throws(ClusterError) {
    let bytes = path.string.utf8.count
    guard bytes <= Self.pathLimitBytes else {
      throw .socketPathTooLong(path: path, bytes: bytes, limitBytes: Self.pathLimitBytes)
    }
    // A comma separates hosts in libpq's connection strings, a line break lines in postmaster.pid.
    if let character = path.string.first(where: { $0 == "," || $0.isNewline }) {
      throw .unusablePath(directory, character: character)
    }
  }

  /// Whether some server takes connections there, wherever it runs.
  var isAnswering: Bool {
    let descriptor = socket(AF_UNIX, Self.stream, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // A full queue must not hold the thread; it shows a server too (EAGAIN).
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) {
      $0.copyBytes(from: path.string.utf8.prefix(Self.pathLimitBytes))
    }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    return result == 0 || errno == EAGAIN || errno == EINPROGRESS
  }

  #if canImport(Glibc)
    private static let stream = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
  #elseif canImport(Musl)
    private static let stream = SOCK_STREAM | SOCK_CLOEXEC
  #else
    private static let stream = SOCK_STREAM
  #endif
}
