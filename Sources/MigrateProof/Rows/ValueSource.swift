/// Proposals for the values of a column, as texts that its type reads.
struct ValueSource {
  let column: TableShape.Column
  /// Whether rows should differ in it: it stands in a key.
  let isDistinct: Bool
  /// A number that no other table's values have.
  private var serial: Int
  var generator: SeededGenerator

  init(
    _ column: TableShape.Column,
    isDistinct: Bool,
    from serial: Int,
    _ generator: SeededGenerator
  ) {
    self.column = column
    self.isDistinct = isDistinct
    self.serial = serial
    self.generator = generator
  }

  /// Proposals of the column's type, and those that the conditions on it suggest.
  ///
  /// - Parameters:
  ///   - conditions: The expressions of CHECKs and partitions that name the column.
  ///   - count: How many different ones are wanted at least, where the type has so many.
  /// - Returns: Each once; the type's own input and the conditions may still refuse some.
  mutating func proposals(_ conditions: [String], count: Int) -> [String] {
    var values = ordinary(count: count)
    for condition in conditions + [column.domainChecks] where !condition.isEmpty {
      values += suggested(by: Literals(of: condition), count: count)
    }
    let fitting = values.filter(fits)
    var seen: Set<String> = []
    return fitting.filter { seen.insert($0).inserted }
  }

  private var isText: Bool {
    ["text", "varchar", "bpchar", "name", "citext"].contains(column.base)
  }
  private var isNumber: Bool {
    ["int2", "int4", "int8", "numeric", "float4", "float8", "money", "oid"].contains(column.base)
  }

  /// What the type itself cuts is no proposal.
  private func fits(_ text: String) -> Bool {
    guard ["varchar", "bpchar"].contains(column.base), column.modifier >= 4, !column.isArray else {
      return true
    }
    return text.count <= Int(column.modifier) - 4
  }

  private mutating func suggested(by literals: Literals, count: Int) -> [String] {
    var values = literals.strings
    let numbers = literals.numbers.compactMap { Int64($0) }
    if isNumber {
      values += numbers.flatMap { [$0 - 1, $0, $0 + 1, -$0] }.map { String($0) }
      values += literals.numbers
    }
    if isText {
      for length in numbers where (1...4000).contains(length) {
        for length in [length - 1, length, length + 1] where length > 0 {
          values.append(String(text(serial).padded(to: Int(length), with: "x")))
        }
        serial += 1
        values.append(String(repeating: "1", count: Int(length)))
      }
      for pattern in literals.patterns {
        for _ in 0..<max(count, 8) {
          values.append(PatternSample.text(of: pattern, using: &generator))
        }
      }
      for pattern in literals.likes {
        serial += 1
        values.append(pattern.replacing("%", with: "x\(serial)").replacing("_", with: "a"))
      }
    }
    if column.base == "bytea", !column.isArray {
      for length in numbers where (1...4000).contains(length) {
        for _ in 0..<count {
          serial += 1
          let digits = String(serial, radix: 16).padded(to: 2 * Int(length), with: "0")
          values.append("\\x\(digits)")
        }
      }
    }
    if column.isArray { values += literals.strings.map { "{\($0.arrayElement)}" } }
    return values
  }

  private mutating func ordinary(count: Int) -> [String] {
    let count = isDistinct ? count : 4
    let values = scalars(count: count)
    guard column.isArray else { return values }
    return ["{}"] + values.map { "{\($0.arrayElement)}" }
  }

  private mutating func scalars(count: Int) -> [String] {
    if column.kind == "e" { return column.labels }
    if column.kind == "c" { return ["(\(String(repeating: ",", count: Int(column.width) - 1)))"] }
    if column.kind == "r" { return ["empty", "(,)"] + (0..<count).map { "[\($0 + 1),\($0 + 5))" } }
    if let few = Self.few[column.base] { return few }
    return (0..<count).map { _ in
      serial += 1
      return scalar(serial)
    }
  }

  /// One value of a type that has many, by a number.
  private mutating func scalar(_ number: Int) -> String {
    let day = "20\((10 + number / 336 % 20))-\(two(number / 28 % 12 + 1))-\(two(number % 28 + 1))"
    let time = "\(two(number % 24)):\(two(number % 60)):00"
    switch column.base {
    case "int2": return "\(number % 30_000)"
    case "int4", "int8", "oid", "float4", "float8": return "\(number)"
    case "numeric": return numeric(number)
    case "money": return "\(number % 1000).50"
    case "uuid": return uuid()
    case "date": return day
    case "timestamp": return "\(day) \(time)"
    case "timestamptz": return "\(day) \(time)+00"
    case "time": return time
    case "timetz": return "\(time)+00"
    case "interval": return "\(number % 100) hours"
    case "json", "jsonb": return "{\"number\": \(number)}"
    case "bytea": return "\\x\(String(number, radix: 16).padded(to: 8, with: "0"))"
    case "inet": return "192.0.2.\(number % 250 + 1)"
    case "cidr": return "10.\(number % 250).0.0/16"
    case "macaddr": return "02:00:00:00:\(hex(number / 256)):\(hex(number))"
    case "macaddr8": return "02:00:00:00:00:00:\(hex(number / 256)):\(hex(number))"
    case "bit": return bits(number, length: max(1, Int(column.modifier)))
    case "varbit": return bits(number, length: 8)
    default: return text(number)
    }
  }

  private mutating func uuid() -> String {
    let high = generator.next()
    let low = generator.next()
    let digits = Array((hex16(high) + hex16(low)))
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return groups.joined(separator: "-")
  }

  /// With as many digits as the type has room for.
  private func numeric(_ number: Int) -> String {
    guard column.modifier >= 4 else { return "\(number).25" }
    let precision = Int(column.modifier - 4) >> 16 & 0xFFFF
    let scale = Int(column.modifier - 4) & 0x7FF
    let digits = min(max(0, precision - scale), 15)
    let limit = (0..<digits).reduce(1) { product, _ in product * 10 }
    return "\(number % limit)"
  }

  private func text(_ number: Int) -> String {
    guard column.base == "bpchar" || column.modifier >= 4 else { return Self.word(number) }
    let room = column.modifier >= 4 ? Int(column.modifier) - 4 : 1
    let word = Self.word(number)
    if column.base != "bpchar", word.count <= room { return word }
    let short = String(number, radix: 36, uppercase: true)
    return String(short.suffix(room)).padded(to: column.base == "bpchar" ? room : 1, with: "A")
  }

  private static func word(_ number: Int) -> String {
    ["Alpha", "beta", "Gamma ray", "délta", "O'Brien", "back\\slash"][number % 6] + " \(number)"
  }

  /// Types that have few values, or of which few are enough.
  private static let few: [String: [String]] = [
    "bool": ["true", "false"], "char": ["a", "b"], "xml": ["<a/>"],
    "tsvector": ["a b", "'c':1"], "tsquery": ["a & b"], "point": ["(1,2)"],
    "lseg": ["[(0,0),(1,1)]"],
    "box": ["((0,0),(1,1))"], "path": ["((0,0),(1,1))"], "polygon": ["((0,0),(1,1),(1,0))"],
    "circle": ["<(0,0),1>"], "line": ["{1,-1,0}"], "pg_lsn": ["0/0"], "regclass": ["pg_class"],
    "regtype": ["integer"], "regproc": ["now"], "regrole": ["pg_monitor"],
    "hstore": ["\"a\"=>\"1\""], "ltree": ["a.b", "a.c"], "jsonpath": ["$.a"], "xid": ["1"],
    "tid": ["(0,1)"], "int4multirange": ["{}"], "tstzmultirange": ["{}"], "datemultirange": ["{}"],
    "daterange": ["empty", "[2024-01-01,2024-02-01)", "(,)"],
    "tsrange": ["empty", "[2024-01-01,2024-02-01)"],
    "tstzrange": ["empty", "[2024-01-01,2024-02-01)"],
  ]
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
private func hex(_ number: Int) -> String {
  String(number & 0xFF, radix: 16).padded(to: 2, with: "0")
}
private func hex16(_ number: UInt64) -> String {
  String(number, radix: 16).padded(to: 16, with: "0")
}
private func bits(_ number: Int, length: Int) -> String {
  String(String(number, radix: 2).suffix(length)).padded(to: length, with: "0")
}

extension String {
  /// At least so long, with a character before it.
  fileprivate func padded(to length: Int, with filler: Character) -> String {
    let missing = length - count
    guard missing > 0 else { return count == length ? self : String(prefix(length)) }
    return String(repeating: filler, count: missing) + self
  }

  /// As an element of an array's text.
  fileprivate var arrayElement: String {
    "\"" + flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
  }
}
