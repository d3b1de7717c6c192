extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes of a word stand somewhere in these. `Collection.contains` takes a second for a
  /// file of 10 MB.
  func holds(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      guard let first = word.first, count >= word.count else { return false }
      for start in 0...(count - word.count) where self[start] == first {
        if (1..<word.count).allSatisfy({ self[start + $0] == word[$0] }) { return true }
      }
      return false
    }
  }
}

extension String {
  /// Whether a word stands somewhere in the text. `contains` goes from character to character, which
  /// for the bodies of some functions took a fortieth of a run.
  func holds(_ word: StaticString) -> Bool {
    var text = self
    return text.withUTF8 { $0.holds(word) }
  }
}
