import Testing

@testable import PostgresSyntax

@Suite struct BatchTests {
  @Test func `many texts at once are read as each by itself`() throws {
    let parser = try Parser.load()
    let texts = ["SELECT 1; -- one", "", "SELECT 'é'", "SELECT FROM FROM", "SELECT 'open", "a\0b"]
      .map { Array($0.utf8) }
    let answers = parser.read(texts)
    #expect(answers.count == texts.count)
    for (text, answer) in zip(texts, answers) {
      do throws(SyntaxError) {
        let tree = try parser.parse(text)
        let read = try answer.get()
        #expect(read.tree.statements.map(\.range) == tree.statements.map(\.range))
        #expect(read.tokens.map(\.range) == (try parser.scan(text)).map(\.range))
      } catch {
        #expect(throws: error) { try answer.get() }
      }
    }
  }

  @Test func `work on the parser's thread calls the parser without waiting for it`() throws {
    let parser = try Parser(Parser.load().library)
    let before = parser.thread.handovers
    let answers = try parser.onItsThread {
      try (1...20).map { try parser.parse("SELECT \($0)").statements.count }
    }
    #expect(answers == Array(repeating: 1, count: 20))
    #expect(parser.thread.handovers - before == 1)
    #expect(try parser.parse("SELECT 1; SELECT 2").statements.count == 2)
    #expect(parser.thread.handovers - before == 2)
  }
}
