import Subprocess
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(5))) struct ClusterCommandTests {
  @Test func `a cluster is started, adopted, asked, used and stopped`() async throws {
    try await withScratch { scratch in
      let before = try await scratch.cluster("status")
      #expect(before.status == .exited(1))
      #expect(before.error == "not created; `heartly cluster start` makes it\n")

      let first = try await scratch.cluster("start")
      #expect(first.status == .exited(0))
      #expect(first.output.contains(" created and started, process "), "\(first.output)")
      #expect(first.output.contains("\npostgresql://"), "\(first.output)")
      let second = try await scratch.cluster("start")
      #expect(second.status == .exited(0))
      #expect(second.output.contains(" running already, process "), "\(second.output)")

      let status = try await scratch.cluster("status")
      #expect(status.status == .exited(0))
      #expect(status.output.hasPrefix("running, PostgreSQL "), "\(status.output)")
      let path = try await scratch.cluster("path")
      #expect(path.output == "\(scratch.cluster)\n")

      let one = try await scratch.cluster("psql", "-Atc", "SELECT 1")
      #expect(one.status == .exited(0))
      #expect(one.output == "1\n")
      let two = try await scratch.cluster("psql", "--", "-Atc", "SELECT 2")
      #expect(two.output == "2\n")

      let stopped = try await scratch.cluster("stop")
      #expect(stopped.status == .exited(0))
      #expect(stopped.output == "PostgreSQL stopped.\n")
      let after = try await scratch.cluster("status")
      #expect(after.status == .exited(1))
      #expect(after.error == "stopped\n")
      #expect(try await scratch.cluster("stop").output == "PostgreSQL was not running.\n")
    }
  }
}
