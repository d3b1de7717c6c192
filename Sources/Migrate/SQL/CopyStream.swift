/// Knows whether a statement is a COPY whose data follows it in the stream.
struct CopyStream {
  private var isCopy: Bool?
  private var previous: Keyword?
  private(set) var isStream = false

  mutating func add(_ word: Keyword?) {
    if isCopy == nil { isCopy = word == .copy }
    guard isCopy == true else { return }
    if (previous, word) == (.from, .stdin) || (previous, word) == (.to, .stdout) { isStream = true }
    previous = word
  }
}
