import Testing

@testable import Postgres

@Suite struct StatementCacheTests {
  private let one: SQL = "SELECT 1"
  private let two: SQL = "SELECT 2"

  @Test func `statements of one number take turns, and none is taken for another`() {
    var cache = StatementCache()
    cache.insert(StatementCache.Key(one.statement, fingerprint: 7), name: "a")
    var names = [one, two].map { cache.name(of: $0.statement, fingerprint: 7) }
    #expect(names == ["a", nil])
    cache.insert(StatementCache.Key(two.statement, fingerprint: 7), name: "b")
    names = [one, two].map { cache.name(of: $0.statement, fingerprint: 7) }
    #expect(names == [nil, "b"])
    let dropped = cache.evict(to: 10)
    #expect(dropped == ["a"])
  }

  @Test func `a text with parameters of other types is another statement`() {
    let number: SQL = "SELECT \(1)"
    let text: SQL = "SELECT \("1")"
    #expect(number.text == text.text)
    #expect(number.statement.fingerprint != text.statement.fingerprint)
    let key = StatementCache.Key(number.statement, fingerprint: 1)
    #expect(!key.fits(text.statement))
  }

  @Test func `values make no difference, every letter of the text does`() {
    func statement(_ value: Int) -> SQL { "SELECT a, b, c FROM t WHERE id = \(value)" }
    #expect(statement(1).statement.fingerprint == statement(2).statement.fingerprint)
    let texts: [SQL] = [
      "SELECT a FROM t", "SELECT b FROM t", "SELECT a FROM u", "SELECT a FROM  t", "SELECT a",
      "SELECT a FROM t ", "", " ", "12345678", "1234567", "123456789",
    ]
    #expect(Set(texts.map(\.statement.fingerprint)).count == texts.count)
  }
}
