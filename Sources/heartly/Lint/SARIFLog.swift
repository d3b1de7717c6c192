import MigrateLint

/// Findings in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), which code
/// scanners read.
struct SARIFLog: Encodable {
  var version = "2.1.0"
  var schema = "https://json.schemastore.org/sarif-2.1.0.json"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case version, runs
    case schema = "$schema"
  }

  init(_ findings: [Finding]) {
    runs = [
      Run(
        tool: Tool(driver: Driver(rules: Rule.allCases.map(Descriptor.init))),
        columnKind: "unicodeCodePoints",
        results: findings.map(Result.init)
      )
    ]
  }

  struct Run: Encodable {
    var tool: Tool
    var columnKind: String
    var results: [Result]
  }

  struct Tool: Encodable { var driver: Driver }

  struct Driver: Encodable {
    var name = "heartly"
    var version = Heartly.version
    var rules: [Descriptor]
  }

  struct Descriptor: Encodable {
    var id: String
    var defaultConfiguration: Level
    var properties: Properties

    struct Level: Encodable { var level: String }
    struct Properties: Encodable { var category: String }

    init(_ rule: Rule) {
      id = rule.rawValue
      defaultConfiguration = Level(level: rule.severity.rawValue)
      properties = Properties(category: rule.category.rawValue)
    }
  }

  struct Result: Encodable {
    var ruleId: String
    var level: String
    var message: Message
    var locations: [Location]
    var fixes: [Fix]?

    init(_ finding: Finding) {
      let place = finding.place
      ruleId = finding.rule.rawValue
      level = finding.severity.rawValue
      message = Message(text: finding.message)
      let artifact = Artifact(uri: place.file)
      locations = [
        Location(
          physicalLocation: PhysicalLocation(
            artifactLocation: artifact,
            region: Region(startLine: place.line, startColumn: place.column)
          )
        )
      ]
      fixes = finding.fix.map { [Fix($0, in: artifact)] }
    }
  }

  struct Message: Encodable { var text: String }
  struct Artifact: Encodable { var uri: String }
  struct Location: Encodable { var physicalLocation: PhysicalLocation }

  struct PhysicalLocation: Encodable {
    var artifactLocation: Artifact
    var region: Region
  }

  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int
  }

  struct ByteRegion: Encodable {
    var byteOffset: Int
    var byteLength: Int
  }

  struct Fix: Encodable {
    var description: Message
    var artifactChanges: [Change]

    init(_ fix: MigrateLint.Fix, in artifact: Artifact) {
      description = Message(text: fix.title)
      let region = ByteRegion(byteOffset: fix.range.lowerBound, byteLength: fix.range.count)
      artifactChanges = [
        Change(
          artifactLocation: artifact,
          replacements: [
            Replacement(deletedRegion: region, insertedContent: Message(text: fix.replacement))
          ]
        )
      ]
    }
  }

  struct Change: Encodable {
    var artifactLocation: Artifact
    var replacements: [Replacement]
  }

  struct Replacement: Encodable {
    var deletedRegion: ByteRegion
    var insertedContent: Message
  }
}
