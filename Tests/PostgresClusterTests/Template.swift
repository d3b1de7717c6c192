import Testing

@testable import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The suites that run real servers.
@Suite(.clusterTemplate) enum ClusterTests {}

/// One cluster, made once and stopped, that tests copy: `initdb` takes most of a test's time.
struct ClusterTemplate: SuiteTrait, TestScoping {
  @TaskLocal static var directory: FilePath?

  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await Scratch.use { scratch in
      let cluster = scratch.cluster("template")
      _ = try await cluster.start(timeout: .seconds(300))
      try await cluster.stop()
      try await Self.$directory.withValue(cluster.directory) { try await function() }
    }
  }
}

extension Trait where Self == ClusterTemplate {
  /// Makes the template before the suite's first test, and removes it after the last.
  static var clusterTemplate: ClusterTemplate { ClusterTemplate() }
}

extension Scratch {
  /// A cluster that is made already, and stopped.
  func madeCluster(_ name: String = "c") async throws -> PrivateCluster {
    let template = try #require(ClusterTemplate.directory)
    let cluster = cluster(name)
    try await shell(#"cp -a -- "$1" "$2""#, template.string, cluster.directory.string)
    return cluster
  }
}
