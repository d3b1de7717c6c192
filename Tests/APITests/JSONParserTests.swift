import Testing

@testable import API

@Suite struct JSONParserTests {
  @Test(arguments: [
    #"{"a": 1, "a": 2}"#, #"{"a": 1, "\u0061": 2}"#, #"["\ud800"]"#, #"["\ud800\u0041"]"#,
    #"["\udc00"]"#, "[1,]", "[01]", "[1.]", "[.5]", "[+1]", "[1e]", "[nul]", "{a: 1}", "[1 2]",
    "[\"\u{1}\"]", #"["\x"]"#, #"["\u12"]"#, #"["\u+123"]"#, "", " ", "[", "{", #"{"a""#, #"{"a":"#,
    "1 1", "// comment\n1", "NaN", "'a'", String(repeating: "[", count: 10_000),
    String(repeating: "[", count: 18) + String(repeating: "]", count: 18),
  ]) func `what is not JSON, or has two readings, is refused`(text: String) {
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(Array(text.utf8)) }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    for bytes in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]] {
      #expect(throws: JSONParser.Failure.self) { try JSONParser.parse([0x22] + bytes + [0x22]) }
    }
  }

  @Test func `everything else is read as it was written`() throws {
    let value = try JSONParser.parse(
      Array(#" {"b": [1e400, -0.5, true, null], "a": "\ud83d\ude00é\/\n", "": {}} "#.utf8)
    )
    #expect(
      value
        == .object([
          .init(name: "b", value: .array([.number("1e400"), .number("-0.5"), .bool(true), .null])),
          .init(name: "a", value: .string("😀é/\n")), .init(name: "", value: .object([])),
        ])
    )
    var writer = JSONWriter()
    writer.value(value)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"b":[1e400,-0.5,true,null],"a":"😀é/\u000a","":{}}"#
    )
  }
}
