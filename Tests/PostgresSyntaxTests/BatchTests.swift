import PostgresSyntax
import Testing

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
}
