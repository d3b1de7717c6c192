import Testing

@testable import PostgresSyntax

@Suite struct TapeTests {
  private func root(_ json: String) throws -> SyntaxNode {
    SyntaxNode(tape: try #require(Tape(Array(json.utf8))), index: 0)
  }

  @Test func `values of all kinds are read`() throws {
    let node = try root(
      #" { "a" : -12 , "b":[1,[],{}, "x\u00e9\ud83d\ude00\"\\\n"], "c":true,"d":null,"e":1.5 } "#
    )
    #expect(node.int("a") == -12)
    #expect(node.list("b").map(\.intValue) == [1, nil, nil, nil])
    #expect(node.list("b")[3].stringValue == "xé😀\"\\\n")
    #expect(node.bool("c") && !node.bool("d"))
    #expect(node.int("e") == nil)
    #expect(node.int("f") == nil)
  }

  @Test func `a wrapper is the node's name`() throws {
    let list = try root(#"[{"A":{"x":{"B":{}}}},{"b":{"c":1}},{"C":[]},{}]"#).elements
    #expect(list.map(\.kind) == ["A", "", "", ""])
    #expect(list[0]["x"]?.kind == "B")
    #expect(list[1]["b"]?.int("c") == 1)
    #expect(list[2]["C"]?.elements.isEmpty == true)
  }

  @Test(arguments: [
    "", "{", "[", "[1", "[1,", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"A\":{}", "{\"A\":{},\"b\":1}",
    "]", "[1]]", "{]", "[}", "\"a", "\"a\\", "tru", "[1 2]", "{1:2}", "@", "{\"a\" 1}",
  ])
  func `what is no JSON is no tape`(json: String) {
    #expect(Tape(Array(json.utf8)) == nil)
  }

  @Test(arguments: [
    #"\ud83d"#, #"\ud83dx"#, #"\ud83d\u0041"#, #"\u12"#, #"\uzzzz"#, #"\udc00"#, #"\"#,
  ])
  func `a broken escape becomes some text`(escape: String) {
    #expect(JSONString.decode(ArraySlice(escape.utf8)).count <= 5)
  }

  @Test func `depth costs no stack`() throws {
    let depth = 1_000_000
    let json = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(Tape(Array(json.utf8))?.entries.count == depth)
  }
}
