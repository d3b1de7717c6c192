/// One statement as it stands in its file: turns offsets into places, and finds the tokens that the
/// syntax tree does not locate.
struct StatementText {
  let source: LintSource
  /// The statement's bytes in the file.
  let range: Range<Int>
  /// Its tokens' bytes in the file, without comments.
  let tokens: [Range<Int>]

  func finding(_ rule: Rule, _ message: String, at offset: Int, fix: Fix? = nil) -> Finding {
    Finding(rule, message, at: source.place(at: offset), fix: fix)
  }

  /// At the statement's beginning.
  func finding(_ rule: Rule, _ message: String) -> Finding {
    finding(rule, message, at: range.lowerBound)
  }

  // MARK: Tokens

  /// The offset of the first identifier that folds to a name, at or after an offset. Lists of index
  /// columns, keys and dropped names have no location in the tree.
  func offset(of name: String, after start: Int) -> Int? {
    tokens.first { $0.lowerBound >= start && source.identifier($0) == name }?
      .lowerBound
  }

  /// In `a.b` the tree locates `a`.
  func nameOffset(after qualifier: String?, at offset: Int) -> Int {
    guard qualifier != nil,
      let index = tokens.firstIndex(where: { $0.lowerBound == offset }),
      tokens.indices.contains(index + 2)
    else { return offset }
    return tokens[index + 2].lowerBound
  }

  /// The parts of a name as text, such as `public."Seq"`, folded.
  static func identifiers(in text: String) -> [String] {
    let whole = LintSource(path: "", bytes: Array(text.utf8))
    return text.split(separator: ".").reduce(into: []) { parts, part in
      let range = text.utf8.distance(from: text.startIndex, to: part.startIndex)
      parts.append(whole.identifier(range..<(range + part.utf8.count)))
    }
  }

  func token(at offset: Int) -> Range<Int>? {
    tokens.first { $0.lowerBound == offset }
  }

  // MARK: The findings that several statements share

  func unknownColumn(
    _ name: String,
    of table: String?,
    candidates: [String],
    at offset: Int
  ) -> Finding {
    let whole =
      table.map { "table \($0.quotedIfNeeded) has no column \(name.quotedIfNeeded)" }
      ?? "no column \(name.quotedIfNeeded) is in reach"
    guard let token = token(at: offset) else {
      return finding(.unknownColumn, whole, at: offset)
    }
    if let folded = candidates.first(where: { $0 != name && $0.lowercased() == name }),
      !source.isQuoted(token)
    {
      return finding(
        .unquotedIdentifier,
        "\(whole): without quotes the name folds to lower case, and the column is "
          + folded.quotedIfNeeded,
        at: offset,
        fix: Fix(
          "did you mean \(folded.quotedIfNeeded)?",
          range: token,
          replacement: folded.quotedIfNeeded,
          isSafe: true
        )
      )
    }
    let near = Spelling.nearest(to: name, among: candidates)
    return finding(
      .unknownColumn,
      whole,
      at: offset,
      fix: near.map {
        Fix("did you mean \($0.quotedIfNeeded)?", range: token, replacement: $0.quotedIfNeeded)
      }
    )
  }

  func unknownRelation(_ name: RelationName, in catalog: Catalog, at offset: Int) -> Finding {
    let known = catalog.namesOfTables
    let place = nameOffset(after: name.schema, at: offset)
    guard let token = token(at: place) else {
      return finding(.unknownTable, "no table \(name) exists here", at: offset)
    }
    if let folded = known.first(where: { $0 != name.name && $0.lowercased() == name.name }),
      !source.isQuoted(token)
    {
      return finding(
        .unquotedIdentifier,
        "no table \(name) exists here: without quotes the name folds to lower case, and the table "
          + "is \(folded.quotedIfNeeded)",
        at: place,
        fix: Fix(
          "did you mean \(folded.quotedIfNeeded)?",
          range: token,
          replacement: folded.quotedIfNeeded,
          isSafe: true
        )
      )
    }
    let near = Spelling.nearest(to: name.name, among: known)
    return finding(
      .unknownTable,
      "no table \(name) exists here",
      at: place,
      fix: near.map {
        Fix("did you mean \($0.quotedIfNeeded)?", range: token, replacement: $0.quotedIfNeeded)
      }
    )
  }
}

/// Which known name somebody may have meant.
enum Spelling {
  /// The nearest name, if it is at most two changes of a letter away, or the same but for
  /// underscores and case.
  static func nearest(to name: String, among known: [String]) -> String? {
    let plain = simplified(name)
    if let same = known.first(where: { simplified($0).elementsEqual(plain) }) { return same }
    let limit = min(2, name.utf8.count / 3)
    let letters = Array(name.utf8)
    let ranked = known.lazy.filter { abs($0.utf8.count - letters.count) <= limit }
      .map { ($0, distance(letters, Array($0.utf8))) }
    return ranked.filter { $0.1 <= limit }.min { $0.1 < $1.1 }?.0
  }

  /// The letters without underscores, all small: nothing is copied for the thousands of names that a
  /// mistake is compared with.
  private static func simplified(_ name: String) -> some Sequence<UInt8> {
    name.utf8.lazy.filter { $0 != 0x5F }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// The number of letters to insert, delete or replace (Levenshtein).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard abs(left.count - right.count) <= 2 else { return 3 }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[right.count]
  }
}
