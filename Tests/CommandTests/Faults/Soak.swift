import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether the long form of the fault suite runs (`make soak`), and what it came to.
enum Soak {
  static let isOn = getenv("HEARTLY_SOAK").map { String(cString: $0) } == "1"

  private struct Line {
    var runs = 0
    var remarks: [String] = []
  }

  private static let lines = Mutex<[String: Line]>([:])

  /// Counts a run of the program under a fault, and what else is worth a line.
  static func count(_ fault: String, runs: Int = 1, remark: String? = nil) {
    lines.withLock {
      $0[fault, default: Line()].runs += runs
      if let remark { $0[fault]?.remarks.append(remark) }
    }
  }

  static func printTable() {
    let lines = lines.withLock { $0 }
    guard !lines.isEmpty else { return }
    let width = lines.keys.map(\.count).max() ?? 0
    print("\nfault" + String(repeating: " ", count: max(0, width - 5)) + "  runs  remarks")
    for (fault, line) in lines.sorted(by: { $0.key < $1.key }) {
      let name = fault + String(repeating: " ", count: width - fault.count)
      let runs = String(repeating: " ", count: max(0, 4 - "\(line.runs)".count)) + "\(line.runs)"
      print("\(name)  \(runs)  \(line.remarks.joined(separator: "; "))")
    }
  }
}

/// Prints what the suite came to when all of it has run.
struct FaultTable: SuiteTrait, TestScoping {
  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    defer { Soak.printTable() }
    try await function()
  }
}

/// What the program meets when it is at work, and that nothing of it is seen afterwards.
///
/// The short form runs with all tests; `make soak` runs the long one.
@Suite(FaultTable(), .timeLimit(.minutes(60))) enum Faults {}
