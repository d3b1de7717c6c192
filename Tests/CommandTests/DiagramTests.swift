import Foundation
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `heartly migrate diagram`, which needs no database.
@Suite(.timeLimit(.minutes(1))) struct DiagramTests {
  private func diagram(_ arguments: String..., in files: FilePath) async throws -> Program.Ended {
    try await Program(
      arguments: ["migrate", "diagram"] + arguments + ["--directory", files.string]
    ).run()
  }

  private func fixture() throws -> MigrationFixture {
    let files = try MigrationFixture()
    try files.write(
      1,
      up: """
        CREATE TABLE client (id integer PRIMARY KEY, name varchar(40) NOT NULL, share numeric(5,2));
        CREATE TABLE visit (
          "clientId" integer NOT NULL REFERENCES client (id),
          number integer,
          "insteadOf" integer,
          pk text,
          CONSTRAINT "PK_visit" PRIMARY KEY ("clientId", number),
          CONSTRAINT "FK_visit_visit" FOREIGN KEY ("clientId", "insteadOf")
            REFERENCES visit ("clientId", number)
        );

        """
    )
    try files.write(
      2,
      up: """
        CREATE SCHEMA desk;
        CREATE TABLE desk."odd ""name"" %<b>" (
          id integer PRIMARY KEY REFERENCES client (id), "a & <b>" text, "from" timestamptz
        ) ;
        CREATE TABLE desk.log (at date NOT NULL, "clientId" integer REFERENCES client (id))
          PARTITION BY RANGE (at);
        CREATE TABLE desk.log_2025 PARTITION OF desk.log
          FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

        """
    )
    return files
  }

  @Test func `Mermaid tells columns, keys, nulls and how many rows refer to how many`() async throws
  {
    let files = try fixture()
    let ended = try await diagram(in: files.path)
    #expect(ended.status == .exited(0), "\(ended.error)")
    #expect(
      ended.output == """
        erDiagram
          "desk.log" {
            date at
            integer clientId FK "null"
          }
          "desk.odd name _<b>" {
            integer id PK, FK
            text a____b_ "a & <b>, null"
            timestamptz from "null"
          }
          "client" {
            integer id PK
            varchar(40) name
            numeric(5_2) share "numeric(5,2), null"
          }
          "visit" {
            integer clientId PK, FK
            integer number PK
            integer insteadOf FK "null"
            text _pk "pk, null"
          }
          "client" |o..o{ "desk.log" : "clientId"
          "client" ||--o| "desk.odd name _<b>" : "id"
          "visit" |o..o{ "visit" : "clientId, insteadOf"
          "client" ||--o{ "visit" : "clientId"

        """
    )
  }

  @Test func `an earlier version has what there was then`() async throws {
    let files = try fixture()
    let ended = try await diagram("--to", "1", in: files.path)
    #expect(ended.status == .exited(0), "\(ended.error)")
    #expect(!ended.output.contains("desk"), "\(ended.output)")
    #expect(ended.output.contains("\"visit\""), "\(ended.output)")
    let unknown = try await diagram("--to", "7", in: files.path)
    #expect(unknown.status == .exited(1))
    #expect(unknown.error == "error: \(files.path) holds no migration 7\n")
  }

  @Test(arguments: [
    (["--tables", "visit", "client"], ["client", "visit"]),
    (["--tables", "*i?it"], ["visit"]),
    (["--tables", "desk.*"], ["desk.log", "desk.odd name _<b>"]),
    (["--schemas", "public", "--exclude", "vis*"], ["client"]),
    (["--tables", "desk.log*", "--partitions"], ["desk.log", "desk.log_2025"]),
  ])
  func `patterns choose the tables`(arguments: [String], shown: [String]) async throws {
    let files = try fixture()
    let ended = try await Program(
      arguments: ["migrate", "diagram", "--directory", files.path.string, "--columns", "none"]
        + arguments
    ).run()
    #expect(ended.status == .exited(0), "\(ended.error)")
    let boxes = ended.output.split(separator: "\n").dropFirst().filter { !$0.contains(" : ") }
    #expect(boxes.map { $0.trimmingCharacters(in: .whitespaces) } == shown.map { "\"\($0)\"" })
  }

  @Test func `a pattern that fits nothing is an error that names what there is`() async throws {
    let files = try fixture()
    let ended = try await diagram("--tables", "clients", in: files.path)
    #expect(ended.status == .exited(1))
    #expect(ended.error.contains("no table is left to draw; the migrations make"), "\(ended.error)")
  }

  @Test func `the picture is valid XML with every table, and the same each time`() async throws {
    let files = try fixture()
    let first = try await diagram("--format", "svg", in: files.path)
    #expect(first.status == .exited(0), "\(first.error)")
    let second = try await diagram("--format", "svg", in: files.path)
    #expect(first.output == second.output)
    let picture = try SVGPicture(first.output)
    #expect(picture.texts.contains("desk.\"odd \"\"name\"\" %<b>\""), "\(picture.texts)")
    #expect(picture.texts.contains("a & <b>"), "\(picture.texts)")
    #expect(picture.boxes.count == 4)
  }

  @Test(arguments: [nil, "--partitions"])
  func `no box of the platform's picture overlaps another, and no line runs through one`(
    option: String?
  ) async throws {
    let ended = try await Program(
      arguments: [
        "migrate", "diagram", "--format", "svg", "--directory", Checkout.migrations.string,
      ] + (option.map { [$0] } ?? [])
    ).run()
    #expect(ended.status == .exited(0), "\(ended.error)")
    let picture = try SVGPicture(ended.output)
    #expect(picture.boxes.count > 10)
    #expect(picture.segments.count > 10)
    expectLegible(picture)
  }

  @Test func `tables that refer to each other in a ring, and to themselves, are drawn as clearly`()
    async throws
  {
    let files = try MigrationFixture()
    try files.write(
      1,
      up: """
        CREATE TABLE person (id integer PRIMARY KEY, boss integer REFERENCES person (id),
          house integer NOT NULL);
        CREATE TABLE house (id integer PRIMARY KEY, keeper integer REFERENCES person (id),
          town integer);
        CREATE TABLE town (id integer PRIMARY KEY, mayor integer REFERENCES person (id));
        CREATE TABLE visit (id integer PRIMARY KEY, a integer REFERENCES person (id),
          b integer REFERENCES house (id), c integer REFERENCES town (id));
        ALTER TABLE person ADD CONSTRAINT "FK_house" FOREIGN KEY (house) REFERENCES house (id);
        ALTER TABLE house ADD CONSTRAINT "FK_town" FOREIGN KEY (town) REFERENCES town (id);

        """
    )
    let ended = try await diagram("--format", "svg", in: files.path)
    #expect(ended.status == .exited(0), "\(ended.error)")
    let picture = try SVGPicture(ended.output)
    #expect(picture.boxes.count == 4)
    expectLegible(picture)
  }

  /// No box overlaps another, and no line runs through one.
  private func expectLegible(_ picture: SVGPicture) {
    for (index, box) in picture.boxes.enumerated() {
      for other in picture.boxes[(index + 1)...] { #expect(!box.overlaps(other)) }
      for segment in picture.segments {
        #expect(!box.isCrossed(by: segment), "\(segment) runs through \(box)")
      }
    }
  }

  @Test func `docs/schema.svg is the picture of the migrations`() async throws {
    let ended = try await Program(
      arguments: [
        "migrate", "diagram", "--directory", Checkout.migrations.string, "--check", "--output",
        Checkout.root.appending("docs/schema.svg").string,
      ]
    ).run()
    #expect(ended.status == .exited(0), "\(ended.error)")
  }

  @Test func `a file that is out of date is noticed`() async throws {
    let files = try fixture()
    let file = files.path.appending("picture.svg").string
    let written = try await diagram("--output", file, in: files.path)
    #expect(written.output == "\(file) written.\n", "\(written.error)")
    #expect(try await diagram("--output", file, "--check", in: files.path).status == .exited(0))
    try files.write(3, up: "ALTER TABLE client ADD email text;\n")
    let stale = try await diagram("--output", file, "--check", in: files.path)
    #expect(stale.status == .exited(1))
    #expect(stale.error.contains("is not the picture of the migrations"), "\(stale.error)")
    #expect(try await diagram("--check", in: files.path).status == .exited(2))
  }
}

/// What a picture shows, as an XML parser reads it.
private final class SVGPicture: NSObject, XMLParserDelegate {
  struct Box: CustomStringConvertible {
    var x, y, width, height: Int
    var description: String { "\(x) \(y) \(width)×\(height)" }

    func overlaps(_ other: Box) -> Bool {
      x < other.x + other.width && other.x < x + width && y < other.y + other.height
        && other.y < y + height
    }

    func isCrossed(by segment: Segment) -> Bool {
      segment.left < x + width && segment.right > x && segment.top < y + height
        && segment.bottom > y
    }
  }

  struct Segment: CustomStringConvertible {
    var left, right, top, bottom: Int
    var description: String { "\(left)–\(right) \(top)–\(bottom)" }
  }

  private(set) var boxes: [Box] = []
  private(set) var segments: [Segment] = []
  private(set) var texts: [String] = []
  private var text: String?

  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { throw Invalid(reason: "\(parser.parserError as Any)") }
  }

  struct Invalid: Error { var reason: String }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    func number(_ key: String) -> Int { attributes[key].flatMap { Int($0) } ?? 0 }
    if name == "rect", attributes["class"] == "box" {
      boxes.append(
        Box(x: number("x"), y: number("y"), width: number("width"), height: number("height"))
      )
    }
    if name == "text" { text = "" }
    if name == "path", let line = attributes["d"] { trace(line) }
  }

  /// Follows the pieces of a path that run along the axes.
  private func trace(_ line: String) {
    var (x, y) = (0, 0)
    for match in line.matches(of: /([MHVL])(-?\d+)(?: (-?\d+))?/) {
      let (from, number) = ((x, y), Int(match.2) ?? 0)
      switch match.1 {
      case "H": x = number
      case "V": y = number
      default: (x, y) = (number, match.3.flatMap { Int($0) } ?? 0)
      }
      guard match.1 == "H" || match.1 == "V" else { continue }
      segments.append(
        Segment(
          left: min(from.0, x),
          right: max(from.0, x),
          top: min(from.1, y),
          bottom: max(from.1, y)
        )
      )
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text? += string }

  func parser(
    _ parser: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    guard name == "text", let whole = text else { return }
    texts.append(whole)
    text = nil
  }
}
