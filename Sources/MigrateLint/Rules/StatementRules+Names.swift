import PostgresSyntax

extension StatementRules {
  /// Names that PostgreSQL reads otherwise than they are written.
  mutating func judgeNames() {
    guard Self.definitions.contains(node.kind) else { return }
    let names = StatementNames(node, text: text)
    judgeLength(names)
    judgeFolding(names)
  }

  private static let definitions: Set<String> = [
    "CreateStmt", "CreateForeignTableStmt", "CreateTableAsStmt", "AlterTableStmt", "IndexStmt",
    "ViewStmt", "CreateTrigStmt", "CreatePolicyStmt", "AlterPolicyStmt", "RenameStmt", "DropStmt",
    "CommentStmt",
  ]

  private mutating func judgeLength(_ names: StatementNames) {
    var seen: Set<String> = []
    for token in text.tokens where token.count > NameLimit.ofProject && text.isIdentifier(token) {
      let whole = text.source.identifier(token)
      guard whole.count > NameLimit.ofProject, names.given.contains(NameLimit.cut(whole)),
        seen.insert(whole).inserted
      else { continue }
      report(
        .nameTooLong,
        "a name of \(whole.count) characters: more than \(NameLimit.ofProject) leave no room for "
          + "what a distributed database adds to it",
        at: token.lowerBound
      )
    }
  }

  private mutating func judgeFolding(_ names: StatementNames) {
    let located = Set(names.located.map(\.lowerBound))
    for token in text.tokens where text.isIdentifier(token) && !text.source.isQuoted(token) {
      let letters = text.source.bytes[token]
      guard letters.contains(where: { (0x41...0x5A).contains($0) }) else { continue }
      // Words in capitals are mostly keywords, unless the tree says that this one is a name.
      let isMixed = letters.contains { (0x61...0x7A).contains($0) }
      let folded = text.source.identifier(token)
      let isLikely =
        isMixed && names.all.contains(folded) && !names.others.contains(token.lowerBound)
      guard located.contains(token.lowerBound) || isLikely else { continue }
      let written = String(decoding: letters, as: UTF8.self)
      report(
        .foldedIdentifier,
        "\(written) without quotes means \(folded.quotedIfNeeded), not \"\(written)\"",
        at: token.lowerBound,
        fix: Fix(
          "as PostgreSQL reads it: \(folded.quotedIfNeeded)",
          range: token,
          replacement: folded.quotedIfNeeded
        )
      )
    }
  }

  /// Names that PostgreSQL cuts.
  mutating func judgeTruncation() {
    var seen: Set<String> = []
    for token in text.tokens where token.count > NameLimit.ofPostgreSQL && text.isIdentifier(token)
    {
      let whole = text.source.identifier(token)
      guard whole.utf8.count > NameLimit.ofPostgreSQL, seen.insert(whole).inserted else { continue }
      report(
        .identifierTruncated,
        "a name of \(whole.utf8.count) bytes is cut after \(NameLimit.ofPostgreSQL), to "
          + NameLimit.cut(whole).quotedIfNeeded,
        at: token.lowerBound
      )
    }
  }
}

/// How long a name may be.
enum NameLimit {
  /// In bytes (NAMEDATALEN - 1).
  static let ofPostgreSQL = 63
  /// In characters. Citus puts a shard's number behind the names of tables, indexes and constraints.
  static let ofProject = 50

  /// What PostgreSQL makes of a name: whole characters, 63 bytes at most.
  static func cut(_ name: String) -> String {
    var scalars = Array(name.unicodeScalars)
    var size = name.utf8.count
    while size > ofPostgreSQL, let last = scalars.popLast() { size -= UTF8.width(last) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}

extension StatementText {
  /// Whether a token is a word or a quoted identifier, and no constant, number or sign.
  func isIdentifier(_ token: Range<Int>) -> Bool {
    let bytes = source.bytes[token]
    guard let first = bytes.first, first != UInt8(ascii: "\"") else { return true }
    guard !(0x30...0x39).contains(first), first != UInt8(ascii: "$") else { return false }
    return bytes.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
    }
  }
}
