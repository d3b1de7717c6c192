import Foundation
import Postgres
import Synchronization
import SystemPackage
import TestDatabase
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A wire between the program and the server that counts what passes and can be held or cut at any
/// place: before the server hears of a request, or after it has acted on it and before the program knows.
final class WireProxy: Sendable {
  /// How to reach the database through it.
  let connectionString: String
  private let files: MigrationFixture
  private let server: String
  private let stop: Int?
  private let state = Mutex(State())
  private let (events, report) = AsyncStream.makeStream(of: Bool.self)

  private struct State {
    var sockets: [Int32] = []
    /// The program's end of its first session.
    var first: Int32?
    var passed = 0
    var isHeld = false
    var isClosed = false
  }

  /// - Parameters:
  ///   - database: Where it leads; its server must listen on a unix socket.
  ///   - stop: Which transfer, of both directions and counted from 1, is held back. Default: none.
  /// - Throws: `Errno` where the socket cannot be made.
  init(before database: TestDatabase, stoppingAt stop: Int? = nil) throws {
    let target = try database.target
    let host = try #require(target.effective("host"), "the server has no socket")
    try #require(host.hasPrefix("/"), "the proxy stands before a unix socket only")
    server = "\(host)/.s.PGSQL.\(target.effective("port") ?? "5432")"
    self.stop = stop
    files = try MigrationFixture()
    let user = target.effective("user") ?? ""
    connectionString = "host=\(files.path) port=5432 user=\(user) dbname=\(database.name)"
    let listener = try Self.socket(at: "\(files.path)/.s.PGSQL.5432", bind)
    guard listen(listener, 16) == 0 else { throw Errno(rawValue: errno) }
    state.withLock { $0.sockets.append(listener) }
    Thread.detachNewThread { [self] in serve(listener) }
  }

  /// How many transfers there were.
  var passed: Int { state.withLock { $0.passed } }

  /// Waits until the wire is held, or until the program has let go of its first session. A program that
  /// never comes is waited for only so long.
  func isHeld() async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { [events] in await events.first { _ in true } ?? false }
      group.addTask {
        try? await Task.sleep(for: .seconds(60))
        return false
      }
      defer { group.cancelAll() }
      return await group.next() ?? false
    }
  }

  /// Whether the program has let go of its first session, also while the wire is held.
  var clientIsGone: Bool {
    state.withLock { state in
      guard let client = state.first else { return false }
      guard state.sockets.contains(client) else { return true }
      var look = pollfd(fd: client, events: 0, revents: 0)
      return poll(&look, 1, 0) > 0 && look.revents & Int16(POLLHUP) != 0
    }
  }

  /// Lets everything pass from now on.
  func release() { state.withLock { $0.isHeld = false } }

  /// Ends all sessions, as the kernel does for a process that was killed.
  func close() {
    state.withLock { state in
      state.isClosed = true
      for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }
    report.finish()
  }

  // MARK: The threads

  private func serve(_ listener: Int32) {
    var isFirst = true
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { break }
      guard let upstream = try? Self.socket(at: server, connect) else {
        Self.close(client)
        continue
      }
      let isOpen = state.withLock { state in
        state.sockets += [client, upstream]
        if isFirst { state.first = client }
        return !state.isClosed
      }
      guard isOpen else { break }
      let isCounted = isFirst
      isFirst = false
      let pair = Pair([client, upstream])
      Thread.detachNewThread { [self] in
        pump(from: client, to: upstream)
        if isCounted { report.yield(false) }
        end(pair)
      }
      Thread.detachNewThread { [self] in
        pump(from: upstream, to: client)
        end(pair)
      }
    }
  }

  /// Closes both ends when the second of the two threads is done with them.
  private func end(_ pair: Pair) {
    state.withLock { state in
      guard pair.threads.wrappingSubtract(1, ordering: .relaxed).newValue == 0 else { return }
      state.sockets.removeAll { pair.ends.contains($0) }
      for socket in pair.ends { Self.close(socket) }
    }
  }

  private final class Pair: Sendable {
    let ends: [Int32]
    let threads = Atomic(2)
    init(_ ends: [Int32]) { self.ends = ends }
  }

  private func pump(from source: Int32, to destination: Int32) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(source, &buffer, buffer.count)
      guard count > 0, passes() else { break }
      var sent = 0
      while sent < count {
        let written = buffer[sent..<count].withUnsafeBytes {
          send(destination, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard written > 0 else { break }
        sent += written
      }
    }
    shutdown(destination, Int32(SHUT_WR))
  }

  /// Counts a transfer, and returns when it may pass; false when it never will.
  private func passes() -> Bool {
    let isStop = state.withLock { state in
      state.passed += 1
      guard state.passed == stop else { return false }
      state.isHeld = true
      return true
    }
    if isStop { report.yield(true) }
    while true {
      let (isHeld, isClosed) = state.withLock { ($0.isHeld, $0.isClosed) }
      if isClosed { return false }
      if !isHeld { return true }
      usleep(500)
    }
  }

  // MARK: Sockets

  private static func socket(
    at path: String,
    _ attach: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
  ) throws -> Int32 {
    #if canImport(Glibc)
      let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #elseif canImport(Musl)
      let descriptor = Musl.socket(AF_UNIX, SOCK_STREAM, 0)
    #else
      let descriptor = Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let attached = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        attach(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard attached == 0 else {
      let error = Errno(rawValue: errno)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #elseif canImport(Musl)
      _ = Musl.close(descriptor)
    #else
      _ = Darwin.close(descriptor)
    #endif
  }
}
