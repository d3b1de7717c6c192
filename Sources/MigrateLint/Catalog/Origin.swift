/// The statement that made an object of the catalog.
struct Origin: Sendable {
  private(set) var source: LintSource?
  private(set) var offset: Int
  /// Whether `CREATE TABLE IF NOT EXISTS` made it.
  var isGuarded = false

  /// Not known.
  init() { offset = 0 }

  init(_ source: LintSource, _ offset: Int, isGuarded: Bool = false) {
    self.source = source
    self.offset = offset
    self.isGuarded = isGuarded
  }

  /// The file's path; nil where it is not known.
  var path: String? { source?.path }

  /// Its place, for findings; nil where it is not known, and in a baseline, which nobody judges.
  var judgedPlace: Place? {
    guard let source, source.role != .baseline else { return nil }
    return source.place(at: offset)
  }
}
