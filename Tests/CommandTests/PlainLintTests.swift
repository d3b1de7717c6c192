import Testing

@testable import heartly

@Suite struct PlainLintTests {
  @Test(arguments: [
    ([], ["db/migrations"]),
    (["a"], ["a"]),
    (["db/migrations", "b/1.sql"], ["db/migrations", "b/1.sql"]),
  ])
  func `paths alone are understood without the command line's library`(
    words: [String],
    paths: [String]
  ) {
    #expect(PlainLint(["migrate", "lint"] + words)?.paths == paths)
  }

  @Test(arguments: [
    ["migrate", "lint", "--format", "json"], ["migrate", "lint", "a", "--fix"],
    ["migrate", "lint", "--", "a"], ["migrate", "lint", "-h"], ["migrate", "lint", ""],
    ["migrate", "up"], ["migrate"], ["lint", "migrate"], [],
  ])
  func `everything else is the library's`(words: [String]) {
    #expect(PlainLint(words) == nil)
  }
}
