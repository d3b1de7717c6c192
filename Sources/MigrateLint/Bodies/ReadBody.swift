import PostgresSyntax

/// A body of PL/pgSQL with its statements. A function's is judged when it is made and again against
/// the catalog as it is in the end, and read once for both.
final class ReadBody: Sendable {
  let text: BodyText
  let block: BodyBlock

  /// Nil where the text cannot be read.
  init?(_ source: BodySource, parser: Parser) {
    guard let text = BodyText(source, parser: parser), let block = BodyParser.parse(text) else {
      return nil
    }
    self.text = text
    self.block = block
  }
}
