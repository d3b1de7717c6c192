import Foundation
import Testing

@testable import PostgresSyntax

@Suite struct LoadingTests {
  @Test func `without the library the error says what to install`() throws {
    let error = try #require(throws: ParserUnavailable.self) {
      try Library.find(override: nil, candidates: ["libpg_query_is_not_here.so"])
    }
    #expect(error == .notInstalled)
    #expect(error.description.contains("apt-get install libpg-query-dev"))
    #expect(error.description.contains("brew install libpg_query"))
  }

  @Test func `a library that the operator names is not replaced by another`() throws {
    let error = try #require(throws: ParserUnavailable.self) {
      try Library.find(override: "/nowhere/libpg_query.so", candidates: LibrarySearch.candidates())
    }
    guard case .notLoadable(path: "/nowhere/libpg_query.so", _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(error.description.hasPrefix("HEARTLY_PARSER_LIBRARY names /nowhere/libpg_query.so"))
  }

  #if os(Linux)
    @Test func `another library is not taken for the parser`() throws {
      let error = try #require(throws: ParserUnavailable.self) {
        try Library.find(override: "libc.so.6", candidates: [])
      }
      #expect(error == .incomplete(path: "libc.so.6", function: "pg_query_parse"))
    }
  #endif

  @Test func `versioned files are found, the newest first`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "syntax-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in [
      "libpg_query.so.1504.0", "libpg_query.so.1706", "libpg_query.a", "libpg_query.so.1504.0.0",
      "libpg_queryx.so", "libpq.so",
    ] {
      try Data().write(to: folder.appending(path: name))
    }
    let found = LibrarySearch.candidates(in: [folder.path, "/nowhere"]).dropFirst(2)
    #expect(
      found.map { URL(filePath: $0).lastPathComponent } == [
        "libpg_query.so.1706", "libpg_query.so.1504.0.0", "libpg_query.so.1504.0",
      ]
    )
  }

  @Test(.needsParser) func `it is loaded once`() throws {
    #expect(try Parser.load().thread === Parser.load().thread)
  }
}
