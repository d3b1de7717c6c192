import Foundation
import Testing

@testable import TransparencyLog

@Suite struct LogDirectoryTests {
  private func append(_ text: String, to file: String, of log: SampleLog) throws {
    let path = log.directory.path + "/" + file
    let content = try String(contentsOfFile: path, encoding: .utf8)
    try (content + text).write(toFile: path, atomically: false, encoding: .utf8)
  }

  @Test func `the files can be read without any program`() throws {
    let log = try SampleLog.sealed()
    let leaves = try String(contentsOfFile: log.directory.path + "/leaves", encoding: .utf8)
    let first = try #require(leaves.split(separator: "\n").first)
    #expect(first == "0 \(log.entries[0].hash) log id-0 2026-11-24T00:00:00.5+00:00")
    let newest = try String(contentsOfFile: log.directory.path + "/checkpoint", encoding: .utf8)
    #expect(newest == log.checkpoints[3].description)
    let all = try String(contentsOfFile: log.directory.path + "/checkpoints", encoding: .utf8)
    #expect(all == log.checkpoints.map { "\($0)\n" }.joined())
  }

  @Test func `a write that did not end is written anew`() throws {
    let log = try SampleLog.sealed()
    try append("40 6e340b9cffb37a98", to: "leaves", of: log)
    try append("example.org/audit/one\n50\n", to: "checkpoints", of: log)
    #expect(try log.verdict(of: log.heads() + log.lines(), withWitness: true).finding == nil)
    try log.seal([SampleLog.entry(40)], at: SampleLog.start + 50)
    let verdict = try log.verdict(of: log.heads() + log.lines(), withWitness: true)
    #expect(verdict.finding == nil)
    #expect(verdict.entries == 41)
  }

  @Test func `files that were cut are not gone on with`() throws {
    let log = try SampleLog.sealed()
    try "".write(toFile: log.directory.path + "/leaves", atomically: false, encoding: .utf8)
    #expect(throws: LogDirectoryError.self) {
      try log.seal([SampleLog.entry(40)], at: SampleLog.start + 50)
    }
  }

  @Test func `a state that does not fit the signed checkpoint is not gone on with`() throws {
    let log = try SampleLog.sealed()
    let path = log.directory.path + "/state"
    let state = try String(contentsOfFile: path, encoding: .utf8)
    let last = try #require(state.split(separator: "\n").last)
    try state.replacing(last, with: String(last.reversed()))
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: LogDirectoryError.self) {
      try log.seal([SampleLog.entry(40)], at: SampleLog.start + 50)
    }
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-24T00:00:00Z", 1_795_478_400),
    ("2000-02-29T23:59:59Z", 951_868_799), ("1969-12-31T23:59:59Z", -1),
  ])
  func `times are read and written`(text: String, seconds: Int64) {
    #expect(Timestamp(text.utf8)?.secondsSince1970 == seconds)
    #expect(Timestamp(secondsSince1970: seconds).description == text)
  }

  @Test func `times in other forms are not guessed at`() {
    for text in ["", "infinity", "2026-11-24", "2026-11-24T00:00:00", "2026-11-24T00:00:00+01:00"] {
      #expect(Timestamp(text.utf8) == nil)
    }
  }
}
