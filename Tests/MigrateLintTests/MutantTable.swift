import Foundation
import Testing

/// Valid statements with one fault each put in: a file under `Fixtures/mutants`.
///
/// What stands before the line `-- mutants` is made once. Behind it each paragraph is a text to try on top
/// of that, of one statement or several, in which `{{right | wrong | wrong}}` lists what may stand in
/// a place. The valid text takes the first of every place; each mutant takes another one in one
/// place. Whether a mutant is really refused, the server says: a mutation may also be one that it
/// takes.
struct MutantTable: Sendable, CustomTestStringConvertible {
  var name: String
  private(set) var setup = ""
  private(set) var texts: [Mutant] = []

  struct Mutant: Sendable {
    var text: String
    /// Whether it is the text as it was meant.
    var isValid: Bool
  }

  var testDescription: String { name }

  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/mutants")

  static let all: [MutantTable] =
    ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? [])
    .filter { $0.hasSuffix(".sql") }.sorted().map {
      MutantTable(file: directory.appending(path: $0))
    }

  /// What cannot be read is a table without texts, which the test does not accept.
  init(file: URL) {
    name = file.deletingPathExtension().lastPathComponent
    let whole = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let halves = whole.components(separatedBy: "\n-- mutants\n")
    guard halves.count == 2 else { return }
    setup = halves[0]
    texts = halves[1].components(separatedBy: "\n\n").flatMap(Self.variants)
  }

  /// The valid text, and after it one mutant for each other choice.
  private static func variants(of paragraph: String) -> [Mutant] {
    let lines = paragraph.split(separator: "\n").filter { !$0.hasPrefix("--") }
    let template = lines.joined(separator: "\n")
    guard !template.isEmpty else { return [] }
    var fixed: [String] = []
    var choices: [[String]] = []
    for (index, part) in template.components(separatedBy: "{{").enumerated() {
      guard index > 0 else {
        fixed.append(part)
        continue
      }
      let ends = part.components(separatedBy: "}}")
      choices.append(ends[0].components(separatedBy: " | "))
      fixed.append(ends.dropFirst().joined(separator: "}}"))
    }
    func text(with choice: (Int) -> String) -> String {
      fixed.indices.dropFirst().reduce(fixed[0]) { $0 + choice($1 - 1) + fixed[$1] }
    }
    let valid = Mutant(text: text { choices[$0][0] }, isValid: true)
    return [valid]
      + choices.indices.flatMap { place in
        choices[place].dropFirst().map { wrong in
          Mutant(text: text { $0 == place ? wrong : choices[$0][0] }, isValid: false)
        }
      }
  }
}
