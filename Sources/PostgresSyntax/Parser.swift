internal import CPgQuery

/// PostgreSQL's own parser, from the library libpg_query that is looked for when the program runs.
///
/// ```swift
/// let parser = try Parser.load()
/// for statement in try parser.parse("SELECT 1; DROP TABLE a").statements {
///   statement.node.kind  // "SelectStmt", "DropStmt"
/// }
/// ```
///
/// It may be used from any thread. The calls run one after the other on one thread of the parser's
/// own, and the caller waits: 10,000 statements of migrations take 0.2 s of CPU in one text, and
/// 0.4 s in a call for each.
///
/// No input ends the process: what libpg_query would not survive is refused with a ``SyntaxError``
/// whose reason is `limit` or `encoding`. The limits are those of `InputWeight`: 16 MiB, 50,000
/// levels, 1,000 operator characters in a row.
public struct Parser: Sendable {
  /// The major version of the grammar, such as 15.
  public let postgresVersion: Int
  /// The library as it was found: a path, or the name that the dynamic linker resolved.
  public var libraryPath: String { library.path }

  let library: Library
  let thread: ParserThread

  /// Loads the library once for the program; later calls answer the same at once.
  ///
  /// `HEARTLY_PARSER_LIBRARY` in the environment names another library than the installed one.
  public static func load() throws(ParserUnavailable) -> Parser {
    try loaded.get()
  }

  private static let loaded = Result { () throws(ParserUnavailable) in
    try Parser(
      Library.find(
        override: LibrarySearch.environment(LibrarySearch.override),
        candidates: LibrarySearch.candidates()
      )
    )
  }

  init(_ library: Library) throws(ParserUnavailable) {
    self.library = library
    let thread = try ParserThread()
    self.thread = thread
    let answer = thread.run { library.parse("") }
    defer { library.freeTree(answer) }
    let version = answer.json.flatMap { Tape(Self.bytes($0)) }.flatMap { tape in
      SyntaxNode(tape: tape, index: 0).int("version")
    }
    guard let version else {
      throw .incomplete(path: library.path, function: "pg_query_parse with a version in its answer")
    }
    postgresVersion = version / 10_000
  }

  /// Runs work that calls the parser often on the parser's thread, where a call need not wait for
  /// another thread to wake: that takes ten times as long as a small text takes to parse.
  ///
  /// It has the parser's stack of 64 MiB. Every other caller of the parser waits until it is done.
  public func onItsThread<Answer, Failure>(
    _ work: () throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try thread.run { Result { () throws(Failure) in try work() } }.get()
  }

  /// Parses all statements of a text; the first mistake ends it.
  public func parse(_ sql: [UInt8]) throws(SyntaxError) -> SyntaxTree {
    let input = try Input(sql, postgresVersion: postgresVersion)
    return try parse(input)
  }

  /// Parses all statements of a text; the first mistake ends it.
  public func parse(_ sql: String) throws(SyntaxError) -> SyntaxTree {
    try parse(Array(sql.utf8))
  }

  /// Parses a part of a larger text, such as a statement inside a function's body.
  ///
  /// - Parameters:
  ///   - sql: The part.
  ///   - base: Where its first byte stands in the larger text. All places of the tree count from
  ///     there.
  /// - Returns: The part's statements.
  /// - Throws: For the first mistake; its place counts from the part's beginning.
  public func parse(_ sql: [UInt8], base: Int) throws(SyntaxError) -> SyntaxTree {
    try parse(Input(sql, postgresVersion: postgresVersion), base: base)
  }

  func parse(_ input: Input, base: Int = 0) throws(SyntaxError) -> SyntaxTree {
    try tree(
      input.withCString { text in thread.run { library.parse(text) } },
      of: input,
      base: base
    )
  }

  /// What the library's answer says, which is freed.
  func tree(
    _ answer: pg_query_tree,
    of input: Input,
    base: Int = 0
  ) throws(SyntaxError) -> SyntaxTree {
    defer { library.freeTree(answer) }
    if let failure = answer.failure { throw input.error(failure.pointee) }
    let tree = answer.json.flatMap { json in
      input.text.withUnsafeBufferPointer { SyntaxTree(json: Self.bytes(json), of: $0, base: base) }
    }
    guard let tree else { throw input.unreadableAnswer }
    return tree
  }

  /// The statements of a text by its semicolons, also where the grammar refuses some of them: from
  /// the first token to the end of the last, in bytes.
  ///
  /// For a text without mistakes these are the ranges of ``parse(_:)-([UInt8])``. Any bytes will do.
  public func split(_ sql: [UInt8]) -> [Range<Int>] {
    sql.withUnsafeBufferPointer { StatementRanges(of: $0).ranges }
  }

  /// The statements of a text by its semicolons.
  public func split(_ sql: String) -> [Range<Int>] {
    split(Array(sql.utf8))
  }

  static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: text, count: length(text)))
  }
}
