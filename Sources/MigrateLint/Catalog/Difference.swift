/// One thing that is not as it was.
struct Difference: Equatable, Sendable {
  /// What it is about, which two differences of the same thing have in common.
  struct Subject: Hashable, Sendable {
    /// Such as `table client`.
    var object: String
    /// Such as `column note`; empty for the object as a whole.
    var part = ""
  }

  var subject: Subject
  /// What is to be said of it: `left over`, `column note left over`.
  var how: String

  init(_ object: String, _ how: String) {
    subject = Subject(object: object)
    self.how = how
  }

  init(_ object: String, part: String, _ how: String) {
    subject = Subject(object: object, part: part)
    self.how = how
  }

  /// Puts differences into words: `index ix is gone; table t has column a gone, column b gone`.
  static func text(_ list: [Difference]) -> String {
    var sentences: [(object: String, words: String)] = []
    for one in list {
      let (object, isWhole) = (one.subject.object, one.subject.part.isEmpty)
      if !isWhole, let last = sentences.last, last.object == object {
        sentences[sentences.count - 1].words += ", " + one.how
      } else {
        sentences.append((isWhole ? "" : object, "\(object) \(isWhole ? "is" : "has") \(one.how)"))
      }
    }
    return sentences.map(\.words).joined(separator: "; ")
  }
}
