/// What several columns have in common.
enum Shared {
  /// Every script, and the signs that names hold.
  static let names: [Value] = [
    "José", "O'Brien", "O’Brien", "日本", "Jean Luc", "Anne-Marie", "Ng", "محمد", "علی‌رضا", "Müller",
    "D’Angelo", "Łukasz", "ไทย", "हिन्दी", "𠮷野", "J.", "María José", "X Æ A-12", "Nguye\u{302}\u{303}n",
  ]

  /// Blanks and invisible characters at either end, and control characters anywhere.
  static let hiddenCharacters: [Value] =
    blanks.flatMap { ["\($0)Ana", "Ana\($0)", "\($0)\($0)\($0)"] }
    + controls.flatMap { ["\($0)Ana", "An\($0)a", "Ana\($0)"] }

  /// Spaces of every width, the zero-width ones, and letters that show nothing.
  private static let blanks = characters([
    0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200F, 0x202F...0x202F, 0x205F...0x205F,
    0x2060...0x2060, 0x2800...0x2800, 0x3000...0x3000, 0x3164...0x3164, 0xFEFF...0xFEFF,
  ])

  /// C0 and C1, line separators, and what turns the direction of writing.
  private static let controls = characters([
    0x01...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069,
  ])

  private static func characters(_ ranges: [ClosedRange<UInt32>]) -> [Character] {
    ranges.joined().compactMap { Unicode.Scalar($0).map(Character.init) }
  }

  static let emails: [Value] = [
    nil, "a@b.co", "A@B.CO", "josé@exämple.de", "用户@例子.广告", "first.last+tag@sub.example.com",
    "o'brien@example.org", "a@1-2.example", "x_y@ex.co.uk", "!#$%&*/=?^`{|}~-@e.co",
    "δοκιμή@παράδειγμα.δοκιμή", .text(String(repeating: "a", count: 249) + "@b.co"),
  ]

  static let notEmails: [Value] = [
    "", "a", "a@", "@b.co", "a@b", "a@b.c", "a@@b.co", "a@b@c.co", "a@b.co,c@d.co",
    ".a@b.co", "a.@b.co", "a..b@c.co", "a@b..co", "a@.b.co", "a@b.co.", "a@b_c.co",
    "a b@c.de", "a@b c.de", " a@b.co", "a@b.co ", "a@b.co\n", "\na@b.co", "a\u{85}@b.co",
    "a\u{A0}@b.co", "a@b\u{200B}.co", "a\u{202E}@b.co", "a@b\u{2028}.co",
    "a,b@c.co", "a;b@c.co", "a:b@c.co", "a<b@c.co", #"a\b@c.co"#, #""a"@b.co"#, "(a)@b.co",
    "[a]@b.co",
    .text(String(repeating: "a", count: 250) + "@b.co"),
  ]

  /// E.164: a plus, a country code, fifteen digits at most.
  static let phones: [Value] = [nil, "+12", "+19165550100", "+123456789012345"]

  static let notPhones: [Value] = [
    "", "+", "+1", "+0123456", "19165550100", "0019165550100", "+1234567890123456", "+1 916",
    "+1916555a", "+1-916-555-0100", "+1916555\n", "+١٢٣",
  ]

  /// `jsonb` that holds named members.
  static let objects: [Value] = [[:], ["theme": "dark"], ["a": ["b": [1, 2]]]]
  static let notObjects: [Value] = [nil, [], [[:]], 1, "text", ""]

  /// A text with bounds on its length, in characters of any script.
  static func lengths(_ range: ClosedRange<Int>) -> [Value] {
    [.length(range.lowerBound), .length(range.upperBound), .length(range.upperBound, of: "日")]
  }

  static func notLengths(_ range: ClosedRange<Int>) -> [Value] {
    [.length(range.lowerBound - 1), .length(range.upperBound + 1)]
  }
}
