#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Where a cluster was asked for, and where it is or will be.
///
/// Root's own directories are often closed to all others (`/root` has mode 700), so that no server
/// could reach a cluster there. Such a cluster goes to a directory of its own under
/// `relocationRoot`, and the place asked for becomes a symbolic link to it.
struct ClusterPlace: Sendable {
  /// Absolute.
  let requested: FilePath
  var relocationRoot: FilePath = Self.systemRelocationRoot

  #if os(Linux)
    static let systemRelocationRoot: FilePath = "/var/lib/heartly"
  #else
    static let systemRelocationRoot: FilePath = "/var/db/heartly"
  #endif

  /// The cluster's directory if it exists.
  func existing() throws(ClusterError) -> ClusterDirectory? {
    guard let found = try attributes(of: requested) else { return nil }
    guard let path = FileSystem.resolve(requested) else {
      // A link whose target was removed is as good as none.
      if found.kind == .symbolicLink { return nil }
      throw .noPermission(path: requested, account: try ServerAccount.current().name)
    }
    guard try attributes(of: path)?.kind == .directory else { throw .notACluster(path) }
    return ClusterDirectory(path: path)
  }

  /// Decides whose server it is; see ``AccountRule``.
  func account(requestedName: String?, sudoUser: String?) throws(ClusterError) -> ServerAccount {
    var rule = AccountRule(directory: requested, current: try .current())
    rule.requested = requestedName
    rule.sudoUser = sudoUser
    if let path = try existing()?.path { rule.clusterOwner = try attributes(of: path)?.userID }
    rule.ancestorOwner = try attributes(of: nearestAncestor())?.userID
    return try rule.account()
  }

  /// Makes the directory, unless it is there, and gives it to the account.
  func make(
    for account: ServerAccount,
    until deadline: Deadline
  ) async throws(ClusterError) -> ClusterDirectory {
    if let existing = try existing() {
      try existing.checkContents()
      if try attributes(of: existing.path)?.userID != account.userID {
        // Made by root, who was interrupted before it handed the directory over.
        try own(existing.path, account)
      }
      return existing
    }
    if try attributes(of: requested)?.kind == .symbolicLink {
      try attempt("remove", requested) { () throws(Errno) in try FileSystem.remove(requested) }
    }
    let parent = requested.removingLastComponent()
    try makeParents(parent)
    guard try await canEnter(parent, account, deadline) else {
      return try relocate(account)
    }
    try makeOwned(requested, account)
    return ClusterDirectory(path: FileSystem.resolve(requested) ?? requested)
  }

  /// Where the cluster goes if the account cannot reach the place asked for: always the same
  /// directory for one place, so that a link that was removed is found again.
  var relocated: FilePath {
    // FNV-1a: short, and spread well enough to tell the projects of one machine apart.
    let hash = requested.string.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return relocationRoot.appending(String(hash, radix: 16))
  }

  private func relocate(_ account: ServerAccount) throws(ClusterError) -> ClusterDirectory {
    if try makeDirectory(relocationRoot, permissions: 0o755) {
      // A umask may have closed it to the account for which it is made.
      try attempt("open", relocationRoot) { () throws(Errno) in
        try FileSystem.setPermissions(of: relocationRoot, to: 0o755)
      }
    }
    try makeOwned(relocated, account)
    do throws(Errno) {
      try FileSystem.makeSymbolicLink(at: requested, to: relocated)
    } catch  where error == .fileExists {
      // Another program that starts the same cluster was faster.
    } catch {
      throw ClusterError(error, while: "make the link", at: requested)
    }
    return ClusterDirectory(path: FileSystem.resolve(relocated) ?? relocated)
  }

  /// Asks by trying, because access lists and the account's groups count too.
  private func canEnter(
    _ directory: FilePath,
    _ account: ServerAccount,
    _ deadline: Deadline
  ) async throws(ClusterError) -> Bool {
    guard try ServerAccount.current().isRoot else { return true }
    return try await Command.shell("cd -- \"$1\"", [directory.string], account: account)
      .run(until: deadline).succeeded
  }

  /// The directories above get the owner of the one in which they are made, as if its owner had
  /// made them: root must not leave directories in a user's project that the user cannot remove.
  private func makeParents(_ directory: FilePath) throws(ClusterError) {
    guard try attributes(of: directory) == nil else { return }
    let parent = directory.removingLastComponent()
    try makeParents(parent)
    try makeDirectory(directory, permissions: 0o755)
    if try ServerAccount.current().isRoot, let owner = try attributes(of: parent)?.userID,
      owner != 0, let account = ServerAccount(userID: owner)
    {
      try own(directory, account)
    }
  }

  private func makeOwned(
    _ directory: FilePath,
    _ account: ServerAccount
  ) throws(ClusterError) {
    try makeDirectory(directory, permissions: 0o700)
    if try attributes(of: directory)?.userID != account.userID { try own(directory, account) }
  }

  /// - Returns: Whether it was not there before.
  @discardableResult
  private func makeDirectory(
    _ directory: FilePath,
    permissions: UInt16
  ) throws(ClusterError) -> Bool {
    do throws(Errno) {
      try FileSystem.makeDirectory(directory, permissions: .init(permissions))
      return true
    } catch  where error == .fileExists {
      // Another program was faster; or it is there from the last time.
      return false
    } catch {
      throw ClusterError(error, while: "make", at: directory)
    }
  }

  private func own(_ directory: FilePath, _ account: ServerAccount) throws(ClusterError) {
    try attempt("give \(account.name)", directory) { () throws(Errno) in
      try FileSystem.changeOwner(of: directory, to: account.userID, group: account.groupID)
    }
  }

  private func nearestAncestor() throws(ClusterError) -> FilePath {
    var path = requested.removingLastComponent()
    while try attributes(of: path) == nil { path.removeLastComponent() }
    return path
  }

  private func attributes(
    of path: FilePath
  ) throws(ClusterError) -> FileSystem.Attributes? {
    try attempt("look at", path) { () throws(Errno) in try FileSystem.attributes(of: path) }
  }

  private func attempt<Value>(
    _ operation: String,
    _ path: FilePath,
    _ body: () throws(Errno) -> Value
  ) throws(ClusterError) -> Value {
    do {
      return try body()
    } catch {
      throw ClusterError(error, while: operation, at: path)
    }
  }
}
