import Foundation
import Testing

@testable import PostgresSyntax

/// Runs in processes of their own, because a crash in C ends one.
///
/// `HEARTLY_FUZZ_CASES` (2,000) and `HEARTLY_FUZZ_SEED` (1) in the environment make longer and other
/// runs.
@Suite(.needsParser) struct FuzzTests {
  @Test func `no mutation of a statement ends the process`() async {
    await #expect(processExitsWith: .success) { Fuzzer.attempt { try $0.run(.mutations) } }
  }

  @Test func `no random bytes end the process`() async {
    await #expect(processExitsWith: .success) { Fuzzer.attempt { try $0.run(.bytes) } }
  }

  @Test func `no truncated file ends the process`() async {
    await #expect(processExitsWith: .success) { Fuzzer.attempt { try $0.runTruncated() } }
  }

  @Test func `no depth and no size ends the process`() async {
    await #expect(processExitsWith: .success) { Fuzzer.attempt { try $0.runExtremes() } }
  }
}

/// Feeds texts to every function of the parser and checks what must hold for any text.
struct Fuzzer {
  enum Source { case mutations, bytes }

  struct Violation: Error, CustomStringConvertible {
    let description: String
  }

  let parser = Result { try Parser.load() }
  let cases: Int
  var isLong: Bool { cases >= 100_000 }
  var random: SeededGenerator
  private var counts = (parsed: 0, refused: 0, bodies: 0)

  init() {
    let environment = ProcessInfo.processInfo.environment
    cases = environment["HEARTLY_FUZZ_CASES"].flatMap { Int($0) } ?? 2_000
    random = SeededGenerator(state: environment["HEARTLY_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1)
  }

  /// Records what did not hold; the parent's test fails with it.
  static func attempt(_ body: (inout Fuzzer) throws -> Void) {
    var fuzzer = Fuzzer()
    do {
      try body(&fuzzer)
    } catch {
      Issue.record(error)
    }
  }

  mutating func run(_ source: Source) throws {
    let corpus = try Corpus.all
    for _ in 0..<cases {
      switch source {
      case .mutations:
        try feed(mutation(of: corpus[Int.random(in: corpus.indices, using: &random)]))
      case .bytes: try feed(randomText())
      }
    }
    report("\(source)")
  }

  /// Every length of every file in a long run, every few bytes of it in a short one.
  mutating func runTruncated() throws {
    let corpus = try Corpus.all
    let total = corpus.reduce(0) { $0 + $1.count }
    let stride = max(1, total / cases)
    for text in corpus {
      var length = Int.random(in: 0..<stride, using: &random)
      while length < text.count {
        try feed(Array(text[..<length]))
        length += stride
      }
    }
    report("truncations")
  }

  mutating func runExtremes() throws {
    for (_, text) in Extremes.chains {
      for count in isLong ? [9_000, 24_000, 100_000, 1_000_000] : [2_000, 12_000] {
        try feed(Array(text(count).utf8))
      }
    }
    let bytes = isLong ? 10 << 20 : 1 << 18
    let row = ",(1, 'some text', NULL)"
    let rows = "INSERT INTO t VALUES (1, 'x', 2)" + Extremes.times(bytes / row.count, row)
    try feed(Array(rows.utf8))
    try feed(Array("SELECT '\(Extremes.times(bytes, "a"))'; SELECT '".utf8))
    report("extremes")
  }

  // MARK: What must hold

  private mutating func feed(_ text: [UInt8]) throws {
    let parser = try parser.get()
    let ranges = parser.split(text)
    try check(ranges.allSatisfy { !$0.isEmpty && $0.upperBound <= text.count }, "split", text)
    let tokens = try? parser.scan(text)
    if let tokens { try check(holdsTogether(tokens, text), "scan and lexer", text) }
    _ = try? parser.fingerprint(text)
    let tree: SyntaxTree
    do {
      tree = try parser.parse(text)
    } catch {
      try check(error.reason != .unreadableAnswer && error.offset <= text.count, "error", text)
      counts.refused += 1
      return
    }
    counts.parsed += 1
    try check(tree.statements.map(\.range) == ranges, "split equals parse", text)
    guard let first = tree.statements.first else { return }
    let weight = text.withUnsafeBufferPointer { InputWeight(of: $0) }
    try check(first.node.tape.json.count <= weight.answerBytes, "answer's estimate", text)
    for statement in tree.statements
    where statement.node.is("CreateFunctionStmt")
      || statement.node.is("DoStmt")
    {
      counts.bodies += 1
      do {
        _ = try parser.parsePLpgSQL(statement, of: text)
      } catch {
        try check(error.reason != .unreadableAnswer && error.offset <= text.count, "body", text)
      }
    }
  }

  /// The lexer cuts at least where PostgreSQL's scanner does; strings exactly there.
  private func holdsTogether(_ tokens: [Token], _ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var lexer = Lexer(bytes)
      var ends: [Int: Int] = [:]
      while let lexeme = lexer.next() { ends[lexeme.range.lowerBound] = lexeme.range.upperBound }
      return tokens.allSatisfy { token in
        switch token.kind {
        case .comment: true
        // A run of operator characters may be several operators.
        case .op, .punctuation, .number: token.range.upperBound <= text.count
        case .string, .quotedIdentifier:
          ends[token.range.lowerBound] == token.range.upperBound
        case .identifier, .keyword, .parameter: ends[token.range.lowerBound] != nil
        }
      }
    }
  }

  private func check(_ holds: Bool, _ what: String, _ text: [UInt8]) throws {
    guard !holds else { return }
    throw Violation(
      description: "\(what): \(String(decoding: text, as: UTF8.self).debugDescription)"
    )
  }

  private func report(_ name: String) {
    print(
      "fuzz \(name): \(counts.parsed) parsed, \(counts.refused) refused, \(counts.bodies) bodies"
    )
  }
}

// MARK: Texts

extension Fuzzer {
  private static let fragments: [[UInt8]] = [
    "'", "\"", "$$", "$a$", "(", ")", "[", "]", ";", ",", "--", "/*", "*/", "E'\\", "U&'\\D800'",
    "U&'\\DC00\\D800'", "U&\"", " uescape '!'", "n'", "\\", "\n", "\r", "é", "日本", "\u{FEFF}", "😀",
    " select ", " begin ", " end ", " begin atomic ", " language sql ", " language plpgsql ",
    " as ",
    " do ", " create function f() ", "%type", "%rowtype", ":=", "::", "<<a>>", " if ", " loop ",
    " for i in ", " raise ", " execute ", " declare ", " cursor for ", "1e", "0x", "$1", "1..2",
    ".",
    " new.", " case when ", " union ", " not ", " return query ", " using ", " open ", " fetch ",
    " get diagnostics ", " exception when ", " into strict ", " setof ", " table ", " returns ",
    "+-", "->>", "E'a'\n'\\'b'", " -- x\n'y'", " rule ", " null ", " values ", " with ", " return ",
  ].map { Array($0.utf8) }

  private mutating func mutation(of seed: [UInt8]) -> [UInt8] {
    var text = seed
    if Bool.random(using: &random), let start = text.indices.randomElement(using: &random) {
      text = Array(text[start...].prefix(Int.random(in: 1...4_000, using: &random)))
    }
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let place = Int.random(in: 0...text.count, using: &random)
      let end = min(text.count, place + Int.random(in: 0...20, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0 where place < text.count: text[place] = UInt8.random(in: 0...127, using: &random)
      case 1: text.removeSubrange(place..<end)
      case 2:
        text.insert(contentsOf: text[place..<end], at: Int.random(in: 0...place, using: &random))
      case 3 where place < text.count: text[place] = UInt8.random(in: 128...255, using: &random)
      default: text.insert(contentsOf: fragment(), at: place)
      }
    }
    return text
  }

  /// Bytes of any value, printable ones, or fragments of the language in any order.
  private mutating func randomText() -> [UInt8] {
    let length = Int.random(in: 0...300, using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 1: return (0..<length).map { _ in UInt8.random(in: 9...126, using: &random) }
    default: return (0..<length / 8).flatMap { _ in fragment() }
    }
  }

  private mutating func fragment() -> [UInt8] {
    Self.fragments[Int.random(in: Self.fragments.indices, using: &random)]
  }
}

/// SplitMix64: the same cases for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
