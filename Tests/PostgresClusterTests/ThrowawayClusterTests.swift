import PostgresCluster
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(2))) struct ThrowawayClusterTests {
  private struct Refusal: Error {}

  private static let cluster: ThrowawayCluster = {
    let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent()
    return ThrowawayCluster(templates: root.appending(".heartly/exact"))
  }()

  private func exists(_ path: FilePath) -> Bool {
    (try? FileDescriptor.open(path, .readOnly))?.closing() == true
  }

  @Test func `servers at once are each other's strangers, and nothing is left of them`()
    async throws
  {
    let directories = try await withThrowingTaskGroup(of: FilePath.self) { group in
      for _ in 0..<2 {
        group.addTask {
          try await Self.cluster.withServer { server in
            #expect(server.origin == .started)
            return server.dataDirectory
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(directories).count == 2)
    for directory in directories { #expect(!exists(directory)) }
  }

  @Test func `an error of the body removes the server, too`() async throws {
    var directory: FilePath?
    await #expect(throws: Refusal.self) {
      try await Self.cluster.withServer { server in
        directory = server.dataDirectory
        throw Refusal()
      }
    }
    #expect(!exists(try #require(directory)))
  }

  @Test func `a cancelled task removes the server, too`() async throws {
    let task = Task {
      try await Self.cluster.withServer { server in
        withUnsafeCurrentTask { $0?.cancel() }
        return server.dataDirectory
      }
    }
    #expect(!exists(try await task.value))
  }
}

extension FileDescriptor {
  fileprivate func closing() -> Bool {
    try? close()
    return true
  }
}
