import Testing

@testable import Migrate

@Suite struct PlanTests {
  @Test(arguments: [
    (Plan.Goal.head, ["+3", "+4", "+5"]),
    (.up(through: .number(4)), ["+3", "+4"]),
    (.up(through: .number(2)), []),
    (.up(through: .number(1)), []),
    (.upSteps(1), ["+3"]),
    (.upSteps(9), ["+3", "+4", "+5"]),
    (.downSteps(1), ["-2"]),
    (.downSteps(9), ["-2", "-1"]),
    (.down(leaving: .number(1)), ["-2"]),
    (.down(leaving: .number(2)), []),
    (.down(leaving: .zero), ["-2", "-1"]),
    (.redo(steps: 1), ["-2", "+2"]),
    (.redo(steps: 2), ["-2", "-1", "+1", "+2"]),
  ])
  func `each goal has its steps in order`(goal: Plan.Goal, expected: [String]) throws {
    let plan = try Plan(
      migrations: migrations(5, 3, 1, 4, 2),
      history: history(2, 1),
      goal: goal
    )
    #expect(plan.summary == expected)
    #expect(plan.notes.isEmpty)
    #expect(plan.status.applied.map(\.version.value) == [1, 2])
    #expect(plan.status.pending.map(\.version.value) == [3, 4, 5])
    for step in plan.steps {
      #expect((step.entry != nil) == (step.migration.identifier.version.value <= 2))
    }
  }

  @Test(arguments: [
    Plan.Goal.head, .downSteps(1), .down(leaving: .zero), .redo(steps: 1), .upSteps(3),
  ])
  func `nothing to do is a plan without steps`(goal: Plan.Goal) throws {
    #expect(try Plan(migrations: [], history: [], goal: goal).steps.isEmpty)
  }

  private static func problems(
    _ migrations: [Migration],
    _ history: [HistoryEntry],
    _ goal: Plan.Goal = .head
  ) -> [PlanProblem] {
    let error = #expect(throws: PlanError.self) {
      try Plan(migrations: migrations, history: history, goal: goal)
    }
    return error?.problems ?? []
  }

  @Test func `a changed file is refused with both checksums and the way out`() throws {
    let changed = Migration.numbered(1, up: "SELECT 'other'")
    let problems = Self.problems([changed, .numbered(2)], try history(1))
    let recorded = try Migration.numbered(1).up.checksum().bytes
    #expect(
      problems == [
        .changed(
          .numbered(1),
          file: "1-M1.up.sql",
          recorded: recorded,
          found: changed.up.bytesChecksum
        )
      ]
    )
    let text = try #require(problems.first?.description)
    #expect(text.contains("1-M1.up.sql"))
    #expect(text.contains(recorded.abbreviated))
    #expect(text.contains(changed.up.bytesChecksum.abbreviated))
  }

  @Test(arguments: [Plan.Goal.head, .downSteps(1), .redo(steps: 1)])
  func `a changed comment is noted and stops nothing`(goal: Plan.Goal) throws {
    let files = [Migration.numbered(1, up: "select 1 -- why"), .numbered(2)]
    let plan = try Plan(migrations: files, history: history(1, 2), goal: goal)
    #expect(plan.notes == [.commentsChanged(.numbered(1))])
  }

  @Test(arguments: [Plan.Goal.downSteps(1), .redo(steps: 1)])
  func `a changed file may be rolled back, with a note`(goal: Plan.Goal) throws {
    let files = [Migration.numbered(1), .numbered(2, up: "SELECT 'other'")]
    let plan = try Plan(migrations: files, history: history(1, 2), goal: goal)
    #expect(plan.notes == [.changedRolledBack(.numbered(2))])
    let below = Self.problems(
      [.numbered(1, up: "SELECT 'other'"), .numbered(2)],
      try history(1, 2),
      goal
    )
    #expect(below.count == 1)
  }

  @Test(arguments: [Plan.Goal.head, .downSteps(1), .down(leaving: .zero)])
  func `a database newer than the files is refused`(goal: Plan.Goal) throws {
    #expect(
      Self.problems(migrations(1, 2), try history(1, 2, 3, 4), goal)
        == [.databaseNewer([.numbered(3), .numbered(4)], newestFile: .number(2))]
    )
    #expect(
      Self.problems([], try history(1), goal) == [.databaseNewer([.numbered(1)], newestFile: nil)]
    )
  }

  @Test func `a file that is gone from the middle is another problem`() throws {
    #expect(Self.problems(migrations(1, 3), try history(1, 2)) == [.fileMissing(.numbered(2))])
  }

  @Test func `late files are refused by name, and run first when allowed`() throws {
    #expect(
      Self.problems(migrations(1, 2, 3, 4, 5), try history(1, 4))
        == [.outOfOrder([.numbered(2), .numbered(3)], newestApplied: .number(4))]
    )
    let plan = try Plan(
      migrations: migrations(1, 2, 3, 4, 5),
      history: history(1, 4),
      allowOutOfOrder: true
    )
    #expect(plan.summary == ["+2", "+3", "+5"])
    #expect(plan.notes == [.outOfOrder(.numbered(2)), .outOfOrder(.numbered(3))])
  }

  @Test func `late files do not stop a rollback`() throws {
    let plan = try Plan(
      migrations: migrations(1, 2, 3),
      history: history(1, 3),
      goal: .down(leaving: .zero)
    )
    #expect(plan.summary == ["-3", "-1"])
  }

  @Test func `a history that was tampered with is refused`() throws {
    let renamed = try Migration.numbered(1, name: "Other", up: "SELECT 1").entry()
    #expect(
      Self.problems(migrations(1), [renamed])
        == [.renamed(recorded: .numbered(1, name: "Other"), file: .numbered(1))]
    )
    #expect(
      Self.problems(migrations(1, 2), try history(1, 2, 2))
        == [.duplicateHistory(.number(2), count: 2)]
    )
  }

  @Test func `all problems are told at once`() throws {
    let files = [Migration.numbered(1, up: "SELECT 'x'"), .numbered(2, name: "B"), .numbered(4)]
    let problems = Self.problems(files, try history(1, 2, 3, 5))
    #expect(problems.count == 5)
    #expect(PlanError(problems: problems).description.split(separator: "\n").count == 5)
  }

  @Test(arguments: [
    (Plan.Goal.up(through: .number(9)), PlanProblem.unknownTarget(.number(9))),
    (.up(through: .zero), .unknownTarget(.zero)),
    (.down(leaving: .number(9)), .unknownTarget(.number(9))),
    (.down(leaving: .number(3)), .targetNotApplied(.numbered(3))),
    (.downSteps(0), .invalidSteps(0)), (.upSteps(-1), .invalidSteps(-1)),
    (.redo(steps: 0), .invalidSteps(0)),
  ])
  func `a goal that cannot be is refused`(goal: Plan.Goal, problem: PlanProblem) throws {
    #expect(Self.problems(migrations(1, 2, 3), try history(1, 2), goal) == [problem])
  }

  @Test(arguments: [Plan.Goal.downSteps(2), .redo(steps: 2), .down(leaving: .zero)])
  func `what cannot be taken back is refused before anything runs`(goal: Plan.Goal) throws {
    let files = [
      Migration.numbered(1, down: "-- heartly:irreversible rows are gone\n"),
      .numbered(2, down: "SELECT 1; COMMIT"),
    ]
    let problems = Self.problems(files, try history(1, 2), goal)
    #expect(problems.last == .irreversible(.numbered(1), reason: "rows are gone"))
    guard case .unusableDown(let migration, .transactionControl) = problems.first else {
      Issue.record("\(problems)")
      return
    }
    #expect(migration == .numbered(2))
    #expect(try Plan(migrations: files, history: history(1, 2)).steps.isEmpty)
  }
}
