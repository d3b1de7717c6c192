import Testing
import TransparencyLog

@Suite struct CanonicalJSONTests {
  private func canonical(_ json: String) throws -> String {
    String(decoding: try CanonicalJSON(Array(json.utf8)).bytes, as: UTF8.self)
  }

  @Test func `RFC 8785's example of strings, literals and sorting`() throws {
    let json = #"""
      {
        "numbers": [1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }
      """#
    let expected =
      #"{"literals":[null,true,false],"numbers":[1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(try canonical(json) == expected)
  }

  @Test func `RFC 8785's example of sorting by UTF-16`() throws {
    let json = #"""
      {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"}
      """#
    let written = try canonical(json)
    let order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"]
    let places = try order.map { try #require(written.firstRange(of: $0)).lowerBound }
    #expect(places == places.sorted())
  }

  /// From RFC 8785, appendix B, and the edges of each form.
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("5e-324", "5e-324"), ("-5e-324", "-5e-324"),
    ("1.7976931348623157e308", "1.7976931348623157e+308"), ("9007199254740992", "9007199254740992"),
    ("-9007199254740992", "-9007199254740992"), ("295147905179352830000", "295147905179352830000"),
    ("9.999999999999997e22", "9.999999999999997e+22"), ("1e23", "1e+23"),
    ("1.0000000000000001e23", "1.0000000000000001e+23"),
    ("999999999999999700000", "999999999999999700000"),
    ("999999999999999900000", "999999999999999900000"), ("1e21", "1e+21"),
    ("1e20", "100000000000000000000"),
    ("9.999999999999997e-7", "9.999999999999997e-7"), ("0.000001", "0.000001"),
    ("0.0000001", "1e-7"),
    ("333333333.3333332", "333333333.3333332"), ("333333333.33333325", "333333333.33333325"),
    ("1.50", "1.5"), ("100", "100"), ("1.0", "1"), ("12.25e1", "122.5"), ("-0.10", "-0.1"),
  ])
  func `numbers are written as ECMAScript writes them`(number: String, expected: String) throws {
    #expect(try canonical(number) == expected)
  }

  @Test(arguments: [
    "12345678901234567890", "9007199254740993", "0.1000000000000000055511151231257827", "1e400",
    "-1e-400",
    "0.12345678901234567890123",
  ])
  func `a number that no double holds keeps its digits`(number: String) throws {
    let canonical = try CanonicalJSON(Array(#"{"b":[\#(number)],"a":1}"#.utf8))
    #expect(String(decoding: canonical.bytes, as: UTF8.self) == #"{"a":1,"b":["\#(number)"]}"#)
    #expect(canonical.inexactNumbers == [number])
  }

  @Test func `inexact numbers are listed in the order of what is written`() throws {
    let (one, two, three) = ("12345678901234567891", "12345678901234567892", "12345678901234567893")
    let json = #"{"z":{"y":\#(three),"x":[\#(two)]},"a":\#(one)}"#
    #expect(try CanonicalJSON(Array(json.utf8)).inexactNumbers == [one, two, three])
  }

  @Test func `members that are null are left out of the outermost object only`() throws {
    let json = #"{"c": null, "b": {"x": null}, "a": [null], "d": null}"#
    let canonical = try CanonicalJSON(Array(json.utf8), omitsNullMembers: true)
    #expect(String(decoding: canonical.bytes, as: UTF8.self) == #"{"a":[null],"b":{"x":null}}"#)
  }

  @Test func `writing anew what is canonical changes nothing`() throws {
    let json = #"{"a":[1,2.5,{"b":"\u0001é日本😀"}],"c":{},"d":[],"e":"\\"}"#
    #expect(try canonical(json) == json)
  }

  @Test(arguments: [
    "", "{", "{\"a\"}", "{\"a\":1,}", "[1,]", "[1 2]", "01", "1.", ".5", "+1", "1e", "nul",
    "\"\n\"", "\"",
    #""\x""#, #""\ud800""#, #""\ud800\u0041""#, #""\u12""#, "{\"a\":1,\"a\":2}", "1 1", "{1:2}",
    "--1",
  ])
  func `what is no JSON is refused`(json: String) {
    #expect(throws: LogError.self) { try CanonicalJSON(Array(json.utf8)) }
  }

  @Test func `nesting without end is refused`() {
    #expect(throws: LogError.self) {
      try CanonicalJSON(Array(repeating: UInt8(ascii: "["), count: 100_000))
    }
  }
}
