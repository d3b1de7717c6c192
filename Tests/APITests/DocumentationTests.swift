import CareFixture
import Foundation
import Testing

@testable import API

@Suite struct DocumentationTests {
  @Test func `every route says what it needs, and is documented once`() throws {
    let ids = Routes.all.map(\.operation.id)
    #expect(Set(ids).count == ids.count)
    for route in Routes.all {
      if case .open(let reason) = route.access { #expect(!reason.isEmpty, "\(route.path)") }
      let variables = route.path.split(separator: "/").filter { $0.hasPrefix("{") }
      let documented = route.operation.parameters.filter { $0.place == .path }
      #expect(variables.map { $0.dropFirst().dropLast() } == documented.map { $0.name[...] })
    }
  }

  @Test func `every schema that is referred to is there`() throws {
    var writer = JSONWriter()
    Document(routes: Routes.all, schemas: Schemas.all).write(to: &writer)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    let names = text.matches(of: #/"#\/components\/schemas\/(\w+)"/#).map { String($0.1) }
    #expect(!names.isEmpty)
    #expect(Set(names).isSubset(of: Schemas.all.map(\.name)))
  }

  @Test func `the page for people runs no script and loads nothing`() async throws {
    try await ServedAPI.with { api in
      let page = try await api.send("GET", "/docs", as: nil)
      #expect(page.status == 200)
      #expect(!page.text.contains("<script"))
      #expect(
        page["content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'sha256-") == true
      )
      for route in Routes.all { #expect(page.text.contains("id=\"\(route.operation.id)\"")) }
    }
  }

  @Test(arguments: [
    ("1899-12-31", false), ("1900-01-01", true), ("1900-02-29", false), ("1904-02-29", true),
    ("2000-02-29", true), ("2023-02-29", false), ("2024-02-29", true), ("2026-11-23", true),
    ("2026-11-24", true), ("2026-11-25", false), ("2026-12-01", false), ("2027-01-01", false),
    ("1942-04-31", false), ("1942-3-01", false),
  ]) func `a birthday lies between 1900 and today`(day: String, isAllowed: Bool) throws {
    // 2026-11-24T12:00:00Z
    let pattern = DayPattern.until(Date(timeIntervalSince1970: 1_795_521_600))
    let expression = try NSRegularExpression(pattern: pattern)
    let whole = NSRange(day.startIndex..., in: day)
    #expect((expression.firstMatch(in: day, range: whole) != nil) == isAllowed)
  }
}
