import Foundation
import Postgres
import PostgresSyntax
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@testable import MigrateLint

@Suite struct MigrationCatalogTests {
  @Test func `after the platform's migrations the catalog is the server's`() async throws {
    let parser = try Parser.load()
    let directory = Checkout.migrations.string
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
      .filter { $0.hasSuffix(".up.sql") }.sorted()
    try await withTestConnection { connection in
      let oracle = Oracle(parser: parser, connection: connection)
      var catalog = Catalog()
      for name in names {
        let text = try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
        let source = LintSource(path: name, bytes: Array(text.utf8))
        var replay = Replay(catalog: catalog, source: source, parser: parser, isStrict: true)
        replay.run()
        catalog = replay.catalog
        for range in parser.split(source.bytes) {
          let statement = String(decoding: source.bytes[range], as: UTF8.self)
          try await connection.execute(SQLScript(text: statement))
        }
        let lines = try #require(try await oracle.differences(catalog))
        #expect(lines == [], "\(name)")
      }
      #expect(CatalogFacts(of: catalog).lines.count > 150)
    }
  }
}
