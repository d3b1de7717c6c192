/// Finds the migrations of a file.
struct MigrationClassParser {
  let file: SourceFile
  private let tokens: [ScriptToken]
  private var index = 0
  private(set) var problems: [ConversionProblem] = []
  private(set) var migrations: [ForeignMigration] = []

  init(_ file: SourceFile) {
    self.file = file
    tokens = ScriptScanner.tokens(of: file.text)
  }

  private var current: ScriptToken? { index < tokens.count ? tokens[index] : nil }

  mutating func parse() {
    while let token = current {
      index += 1
      guard token.isWord("class") else { continue }
      let name = current?.word
      while let next = current, !next.isSign("{") { _ = next; index += 1 }
      index += 1
      parseClass(named: name, line: token.line)
    }
  }

  private mutating func refuse(_ line: Int?, _ reason: String) {
    problems.append(ConversionProblem(file: file.path, line: line, reason: reason))
  }

  /// What the members of a class say.
  private struct Members {
    var name: String?
    var isOutside = false
    var up: ForeignMigration.Half?
    var down: ForeignMigration.Half?
  }

  private mutating func parseClass(named className: String?, line: Int) {
    var members = Members()
    while let token = current, !token.isSign("}") { parseMember(&members) }
    index += 1
    guard members.up != nil else { return }
    let name = members.name ?? className ?? ""
    let digits = String(name.suffix(13))
    guard digits.count == 13, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return refuse(
        line,
        "the name of the class, \"\(name)\", does not end in a timestamp of 13 digits, as TypeORM wants it"
      )
    }
    members.up?.isOutside = members.isOutside
    members.down?.isOutside = members.isOutside
    migrations.append(
      ForeignMigration(
        label: name,
        version: digits,
        name: String(name.dropLast(13)),
        file: file.path,
        up: members.up,
        down: members.down
      )
    )
  }

  private mutating func parseMember(_ members: inout Members) {
    var name: String?
    while let token = current {
      if let word = token.word ?? token.text {
        name = word
        index += 1
      } else if token.isSign("(") {
        let parameter = parameterName()
        skipToBody()
        let body = takeBody()
        switch name {
        case "up": members.up = half(of: body, parameter)
        case "down": members.down = half(of: body, parameter)
        case "constructor": members.name = assignedName(in: body) ?? members.name
        default: break
        }
        return
      } else if token.isSign("=") {
        index += 1
        if name == "name" { members.name = current?.text ?? members.name }
        if name == "transaction" { members.isOutside = current?.isWord("false") == true }
        skipValue()
        return
      } else if token.isSign(";") {
        index += 1
        return
      } else if token.isSign("}") {
        return
      } else if token.isSign(":") {
        // The type of a property.
        while let next = current, !next.isSign("="), !next.isSign(";") { _ = next; index += 1 }
      } else {
        index += 1
      }
    }
  }

  /// The first parameter's name; the parameters are passed.
  private mutating func parameterName() -> String? {
    let name = index + 1 < tokens.count ? tokens[index + 1].word : nil
    skipBalanced("(", ")")
    return name
  }

  private mutating func skipToBody() {
    while let next = current, !next.isSign("{") { _ = next; index += 1 }
  }

  /// The tokens between the braces that begin here.
  private mutating func takeBody() -> ArraySlice<ScriptToken> {
    let start = index + 1
    skipBalanced("{", "}")
    return start < index ? tokens[start..<index - 1] : []
  }

  private mutating func skipBalanced(_ open: Character, _ close: Character) {
    var depth = 0
    while let token = current {
      index += 1
      if token.isSign(open) { depth += 1 }
      if token.isSign(close) { depth -= 1 }
      if depth == 0 { return }
    }
  }

  /// A property's value ends at its semicolon, or with its line.
  private mutating func skipValue() {
    let line = current?.line
    while let token = current, token.line == line, !token.isSign("}") {
      if token.isSign("{") { skipBalanced("{", "}") } else { index += 1 }
      if token.isSign(";") { return }
    }
  }

  /// `this.name = "…"` in a constructor, where older compilers put properties.
  private func assignedName(in body: ArraySlice<ScriptToken>) -> String? {
    let body = Array(body)
    for start in body.indices.dropLast(4)
    where body[start].isWord("this") && body[start + 1].isSign(".")
      && body[start + 2].isWord("name") && body[start + 3].isSign("=")
    {
      return body[start + 4].text
    }
    return nil
  }

  private mutating func half(
    of body: ArraySlice<ScriptToken>,
    _ runner: String?
  ) -> ForeignMigration.Half {
    var reader = QueryCallReader(body, runner: runner ?? "queryRunner")
    reader.read()
    for (line, reason) in reader.problems { refuse(line, reason) }
    return ForeignMigration.Half(file: file.path, lines: reader.lines)
  }
}
