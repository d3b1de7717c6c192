internal import CPgQuery

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A text that may be handed to libpg_query, and its errors' places.
struct Input {
  let text: [UInt8]
  let postgresVersion: Int

  /// Throws where the text could harm the process, or be cut short on the way to C.
  init(_ text: [UInt8], postgresVersion: Int) throws(SyntaxError) {
    self.text = text
    self.postgresVersion = postgresVersion
    guard text.count <= InputWeight.maximumBytes else {
      throw error(.limit, "the text is larger than \(InputWeight.maximumBytes >> 20) MiB", at: 0)
    }
    if let nul = text.firstIndex(of: 0) {
      throw error(.encoding, "the text has a NUL byte", at: nul)
    }
    if let invalid = Self.firstInvalidByte(of: text) {
      throw error(.encoding, "the text is not UTF-8", at: invalid)
    }
    if let refusal = text.withUnsafeBufferPointer({ InputWeight(of: $0).refusal }) {
      throw error(.limit, refusal, at: 0)
    }
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (text + [0]).withUnsafeBytes { bytes in
      guard let start = bytes.bindMemory(to: CChar.self).baseAddress else {
        preconditionFailure("a text with its NUL byte is not empty")
      }
      return body(start)
    }
  }

  // MARK: Errors

  func error(_ failure: pg_query_failure) -> SyntaxError {
    let message = Self.message(of: failure)
    guard failure.cursor > 0 else { return error(.grammar, message, at: 0) }
    return SyntaxError(
      reason: .grammar,
      message: message,
      position: SourcePosition(cursor: Int(failure.cursor), in: text),
      postgresVersion: postgresVersion
    )
  }

  func error(_ reason: SyntaxError.Reason, _ message: String, at offset: Int) -> SyntaxError {
    SyntaxError(
      reason: reason,
      message: message,
      position: SourcePosition(offset: offset, in: text),
      postgresVersion: postgresVersion
    )
  }

  var unreadableAnswer: SyntaxError {
    error(.unreadableAnswer, "libpg_query's answer cannot be read", at: 0)
  }

  /// An unterminated string is quoted to the end of the text: the first line of it is enough.
  static func message(of failure: pg_query_failure) -> String {
    guard let message = failure.message else { return "the parser failed" }
    let longest = 160
    let whole = String(decoding: Parser.bytes(message), as: UTF8.self)
    let line = whole.prefix { !$0.isNewline }.prefix(longest)
    return line.endIndex == whole.endIndex ? whole : "\(line)…"
  }

  private static func firstInvalidByte(of text: [UInt8]) -> Int? {
    guard String(validating: text, as: UTF8.self) == nil else { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = text.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &bytes) {
      case .valid(let scalar): offset += scalar.count
      case .error, .emptyInput: return offset
      }
    }
  }
}

extension Parser {
  static func length(_ text: UnsafePointer<CChar>) -> Int { strlen(text) }
}
