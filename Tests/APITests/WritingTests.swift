import Access
import Foundation
import Testing

@testable import API

/// What is written by hand, because it is written for each row, is as the libraries write it.
@Suite struct WritingTests {
  @Test func `an id is written in lower case`() {
    for _ in 0..<1_000 {
      let uuid = UUID()
      #expect("\(ID<Client>(uuid))" == uuid.uuidString.lowercased())
    }
  }

  @Test(arguments: [
    "", "José", "日本", "\"", "\\", "a\"b", "\u{0}", "\u{1F}x", "\n\t", "\u{7F}", "👩‍👩‍👧", "e\u{301}",
    String(repeating: "x", count: 10_000) + "\"",
  ]) func `a text is read back as it was written`(text: String) throws {
    var writer = JSONWriter()
    writer.array([text]) { $0.string($1) }
    let read = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String]
    #expect(read?.first.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
  }
}
