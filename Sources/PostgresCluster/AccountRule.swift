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

/// Decides which account a cluster's server belongs to.
///
/// PostgreSQL refuses to run as root. So when root runs the program, the server belongs, in this
/// order, to the account that was asked for, the owner of the cluster that is there already, the
/// user behind `sudo`, the owner of the nearest directory above, or `postgres`.
struct AccountRule: Sendable {
  /// The cluster's directory, for messages.
  var directory: FilePath
  /// Who runs the program.
  var current: ServerAccount
  /// The account asked for by name.
  var requested: String?
  /// The owner of the cluster's directory; nil as long as there is none.
  var clusterOwner: uid_t?
  /// `SUDO_USER`.
  var sudoUser: String?
  /// The owner of the nearest existing directory above the cluster's.
  var ancestorOwner: uid_t?

  func account() throws(ClusterError) -> ServerAccount {
    let requested = try requestedAccount()
    if let owner = clusterOwner, owner != 0 || !current.isRoot {
      return try accountOfExistingCluster(owner: owner, requested: requested)
    }
    guard current.isRoot else {
      if let requested, requested != current {
        throw .otherAccount(directory: directory, owner: requested.name, current: current.name)
      }
      return current
    }
    if let requested {
      guard !requested.isRoot else { throw .noUnprivilegedAccount(directory: directory) }
      return requested
    }
    let candidates = [
      sudoUser.flatMap(ServerAccount.init(name:)),
      ancestorOwner.flatMap(ServerAccount.init(userID:)),
      ServerAccount(name: "postgres"),
      ServerAccount(name: "_postgres"),
    ]
    guard let account = candidates.lazy.compactMap({ $0 }).first(where: { !$0.isRoot }) else {
      throw .noUnprivilegedAccount(directory: directory)
    }
    return account
  }

  private func requestedAccount() throws(ClusterError) -> ServerAccount? {
    guard let requested else { return nil }
    guard let account = ServerAccount(name: requested) else { throw .accountNotFound(requested) }
    return account
  }

  private func accountOfExistingCluster(
    owner: uid_t,
    requested: ServerAccount?
  ) throws(ClusterError) -> ServerAccount {
    guard let account = ServerAccount(userID: owner) else {
      throw .accountNotFound("number \(owner), which owns \(directory)")
    }
    if let requested, requested != account {
      throw .otherAccount(directory: directory, owner: account.name, current: requested.name)
    }
    guard current.isRoot || current == account else {
      throw .otherAccount(directory: directory, owner: account.name, current: current.name)
    }
    return account
  }
}
