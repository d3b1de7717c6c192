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

/// The right to start or stop a cluster, which one program at a time has (`flock`).
///
/// The kernel ties it to the open file, so it ends with the process that has it, however that ends,
/// and it also excludes two tasks of one process.
struct ClusterLock: Sendable {
  let directory: ClusterDirectory

  /// Waits for the lock, and has it while `body` runs.
  ///
  /// Polls, because a blocking `flock` would take a thread of the cooperative pool with it.
  func whileHeld<Value: Sendable>(
    waitingUntil deadline: Deadline,
    _ body: () async throws(ClusterError) -> Value
  ) async throws(ClusterError) -> Value {
    let file = try open()
    defer { try? file.close() }
    while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
      let error = Errno(rawValue: errno)
      guard error == .wouldBlock || error == .interrupted else {
        throw .operationFailed("lock", path: directory.lock, errno: error)
      }
      guard !deadline.hasPassed else {
        throw .busy(directory: directory.path, timeout: deadline.timeout)
      }
      try await Deadline.pause()
    }
    return try await body()
  }

  private func open() throws(ClusterError) -> FileDescriptor {
    do {
      let file = try FileDescriptor.open(
        directory.lock,
        .readWrite,
        options: [.create, .noFollow, .closeOnExec],
        permissions: .ownerReadWrite
      )
      // Root may have made the file, and the account must be able to open it too. The directory
      // admits nobody else. Whoever did not make the file fails here, and need not succeed.
      fchmod(file.rawValue, 0o666)
      return file
    } catch {
      throw ClusterError(error, while: "open", at: directory.lock)
    }
  }
}
