import Testing

@testable import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Decisions only: the accounts root and nobody exist on every system, and nothing is started.
@Suite struct AccountRuleTests {
  private let root: ServerAccount
  private let nobody: ServerAccount

  init() throws {
    root = try #require(ServerAccount(name: "root"))
    nobody = try #require(ServerAccount(name: "nobody"))
  }

  private func rule(_ current: ServerAccount, _ change: (inout AccountRule) -> Void) -> AccountRule
  {
    var rule = AccountRule(directory: "/c", current: current)
    change(&rule)
    return rule
  }

  @Test func `an unprivileged program's cluster is its own account's`() throws {
    #expect(try rule(nobody) { $0.ancestorOwner = 0 }.account() == nobody)
    #expect(try rule(nobody) { $0.sudoUser = "root" }.account() == nobody)
  }

  @Test func `root gives the cluster to the user behind sudo before the directory's owner`() throws
  {
    let account = try rule(root) {
      $0.sudoUser = "nobody"
      $0.ancestorOwner = 0
    }.account()
    #expect(account == nobody)
    #expect(try rule(root) { $0.ancestorOwner = nobody.userID }.account() == nobody)
  }

  @Test func `root keeps the account of a cluster that is there`() throws {
    let account = try rule(root) {
      $0.clusterOwner = nobody.userID
      $0.sudoUser = "daemon"
    }.account()
    #expect(account == nobody)
  }

  @Test func `an unprivileged program cannot have another account's cluster`() {
    let refusal = ClusterError.otherAccount(directory: "/c", owner: "root", current: "nobody")
    #expect(throws: refusal) { try rule(nobody) { $0.clusterOwner = 0 }.account() }
    #expect(throws: refusal) { try rule(nobody) { $0.requested = "root" }.account() }
  }
}
