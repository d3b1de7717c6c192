#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The operating system's account that owns a cluster's files and runs its server.
struct ServerAccount: Sendable, Hashable {
  let name: String
  let userID: uid_t
  let groupID: gid_t

  var isRoot: Bool { userID == 0 }

  /// The account that runs this program.
  static func current() throws(ClusterError) -> ServerAccount {
    guard let account = ServerAccount(userID: geteuid()) else {
      throw .accountNotFound("number \(geteuid())")
    }
    return account
  }

  init?(name: String) {
    self.init { entry, buffer, length, result in
      getpwnam_r(name, entry, buffer, length, result)
    }
  }

  init?(userID: uid_t) {
    self.init { entry, buffer, length, result in
      getpwuid_r(userID, entry, buffer, length, result)
    }
  }

  private init?(
    _ look: (
      UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
      UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32
  ) {
    var entry = passwd()
    var result: UnsafeMutablePointer<passwd>?
    // Directory services may return long entries; glibc suggests 1 KiB to begin with.
    let found: ServerAccount? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 65_536) {
      guard let buffer = $0.baseAddress, look(&entry, buffer, $0.count, &result) == 0,
        let result, let name = result.pointee.pw_name
      else { return nil }
      return ServerAccount(
        name: String(cString: name),
        userID: result.pointee.pw_uid,
        groupID: result.pointee.pw_gid
      )
    }
    guard let found else { return nil }
    self = found
  }

  private init(name: String, userID: uid_t, groupID: gid_t) {
    self.name = name
    self.userID = userID
    self.groupID = groupID
  }
}
