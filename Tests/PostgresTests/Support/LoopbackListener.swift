import Foundation

/// A TCP socket of the loopback interface that never answers anybody.
final class LoopbackListener: Sendable {
  private let descriptor: Int32
  let port: Int

  struct Refused: Error {}

  /// Who connects to a socket that listens waits. One that does not only keeps its port: whoever
  /// connects is refused, and the system gives the port to nobody else; on Linux a server that asks
  /// for that very number, as PostgreSQL does, has it all the same.
  init(isListening: Bool = true) throws {
    #if canImport(Darwin)
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    if !isListening { _ = setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size) }
    let isBound = withUnsafeMutableBytes(of: &address) { [descriptor] bytes in
      guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return false
      }
      return bind(descriptor, pointer, length) == 0
        && (!isListening || listen(descriptor, 16) == 0)
        && getsockname(descriptor, pointer, &length) == 0
    }
    guard isBound else { throw Refused() }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}
