import Testing

@testable import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

@Suite struct ValueTests {
  @Test func `postmaster.pid is read at every stage of a start`() throws {
    let early = try #require(PostmasterFile(parsing: "12\n/d/data\n1700000000\n5433\n/d/run\n"))
    #expect(early.processID == 12)
    #expect(early.status == nil)
    let text = "12\n/d/data\n1700000000\n5433\n/d/run\n\n  1 2\nready   \n"
    let ready = try #require(PostmasterFile(parsing: text))
    #expect(ready.dataDirectory == "/d/data")
    #expect(ready.startedAtUnixSeconds == 1_700_000_000)
    #expect(ready.port == 5433)
    #expect(ready.socketDirectory == "/d/run")
    #expect(ready.status == .ready)
  }

  @Test(arguments: ["", "12", "12\n/d\n", "x\n/d\n1\n", "0\n/d\n1\n"])
  func `a postmaster.pid that is not whole is none`(text: String) {
    #expect(PostmasterFile(parsing: text) == nil)
  }

  @Test(arguments: [
    ("/a/run", "host=/a/run", "host=%2Fa%2Frun"),
    ("/a b/run", "host='/a b/run'", "host=%2Fa%20b%2Frun"),
    (#"/o'c\k"#, #"host='/o\'c\\k'"#, "host=%2Fo%27c%5Ck"),
    ("/ğ", "host=/ğ", "host=%2F%C4%9F"),
  ])
  func `a connection string quotes the directory`(path: String, keyword: String, query: String) {
    let cluster = RunningCluster(
      origin: .adopted,
      processID: 1,
      dataDirectory: "/d",
      socketDirectory: FilePath(path),
      port: 5432,
      majorVersion: 15,
      startedAtUnixSeconds: 0
    )
    #expect(cluster.connectionString() == "\(keyword) port=5432 user=heartly dbname=heartly")
    #expect(cluster.connectionURL() == "postgresql://heartly@/heartly?\(query)&port=5432")
  }

  @Test func `configuration values cannot end their quotes`() {
    #expect(ServerConfiguration.value(#"a'b\c"# + "\n") == #"'a''b\\c\n'"#)
    #expect(ServerConfiguration.listElement(#"a"b"#) == #""a""b""#)
  }

  @Test(arguments: [
    ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", "15.18", 15),
    ("postgres (PostgreSQL) 17beta1\n", "17beta1", 17),
  ])
  func `a server's version is read`(answer: String, text: String, major: Int) throws {
    let version = try #require(ServerBinaries.version(in: answer))
    #expect(version.text == text)
    #expect(version.major == major)
  }

  @Test(arguments: ["", "pg_config", "(PostgreSQL)"])
  func `an answer without a version is none`(answer: String) {
    #expect(ServerBinaries.version(in: answer) == nil)
  }

  @Test func `every place has its own relocated directory, always the same`() {
    let one = ClusterPlace(requested: "/root/a/.heartly/cluster")
    let two = ClusterPlace(requested: "/root/b/.heartly/cluster")
    #expect(one.relocated == ClusterPlace(requested: one.requested).relocated)
    #expect(one.relocated != two.relocated)
    #expect(one.relocated.starts(with: ClusterPlace.systemRelocationRoot))
  }
}
