import Foundation
import Testing

@Suite struct TidyTests {
  /// A file of more lines is more than one concept.
  static let longestFile = 500

  @Test func `no source file has grown past the limit`() throws {
    for folder in ["Sources", "Tests", "Benchmarks/Sources"] {
      for file in try Repository.files(below: folder, endingIn: ".swift") {
        #expect(file.lines.count <= Self.longestFile, "\(file) has \(file.lines.count) lines")
      }
    }
  }

  @Test(arguments: [
    ("TODO", "finish it, or leave it out"), ("FIXME", "mend it"),
    ("fatalError(", "throw a typed error, or state a precondition with a sentence"),
    ("try!", "handle the error"), ("catch {}", "handle the error or let it through"),
  ])
  func `sources hold none of the words that hide work`(word: String, instead: String) throws {
    for file in try Repository.swiftSources() {
      let line = file.lines.firstIndex { $0.contains(word) }
      #expect(line == nil, "\(file):\((line ?? 0) + 1) has \(word): \(instead)")
    }
  }

  @Test func `libraries do not print`() throws {
    for file in try Repository.swiftSources() where file.target != "heartly" {
      let line = file.lines.firstIndex {
        !$0.contains("///") && (" " + $0).contains(" print(")
      }
      #expect(line == nil, "\(file):\((line ?? 0) + 1) prints; throw, or log at debug level")
    }
  }

  @Test func `every unchecked Sendable stands beside its proof`() throws {
    for file in try Repository.swiftSources() {
      for (index, line) in file.lines.enumerated() where line.contains("@unchecked Sendable") {
        guard !line.contains("///") else { continue }
        let comment = file.lines[max(0, index - 8)..<index].contains {
          $0.contains("`@unchecked Sendable`")
        }
        #expect(comment, "\(file):\(index + 1) does not say why it is safe")
      }
    }
  }

  @Test func `every relative link in the documentation leads somewhere`() throws {
    let documents =
      try Repository.files(below: "docs", endingIn: ".md")
      + ["README", "CONTRIBUTING", "CHANGELOG", "SECURITY"].flatMap {
        try Repository.files(below: ".", endingIn: "\($0).md").filter { $0.path.count < 24 }
      }
    for document in documents {
      let folder = Repository.root.appending(path: document.path).deletingLastPathComponent()
      for line in document.lines {
        for match in line.matches(of: /\]\(([^)#: ]+)(#[^)]*)?\)/) {
          let target = folder.appending(path: String(match.1)).path
          #expect(FileManager.default.fileExists(atPath: target), "\(document): \(match.1)")
        }
      }
    }
  }
}
