import Testing

@testable import Postgres

@Suite struct TimerTableTests {
  private let start = ContinuousClock.now

  @Test func `what is due is taken out, and the rest waits for the next`() {
    var timers = TimerTable()
    let late = timers.add(start + .seconds(3)) {}
    let early = timers.add(start + .seconds(1)) {}
    let middle = timers.add(start + .seconds(2)) {}
    #expect([late.isEarliest, early.isEarliest, middle.isEarliest] == [true, true, false])
    let none = timers.takeDue(at: start)
    let first = timers.takeDue(at: start + .seconds(1))
    #expect([none.count, first.count] == [0, 1])
    #expect(timers.earliest == start + .seconds(2))
    timers.remove(middle.key)
    timers.remove(early.key)
    let last = timers.takeDue(at: start + .seconds(9))
    #expect(last.count == 1)
    #expect(timers.earliest == nil)
    timers.remove(late.key)
  }

  @Test func `any of many timers can be dropped`() {
    var timers = TimerTable()
    let keys = (0..<100).map { timers.add(start + .seconds($0)) {}.key }
    for index in stride(from: 1, to: 100, by: 2) { timers.remove(keys[index]) }
    let left = timers.takeDue(at: start + .seconds(100))
    #expect(left.count == 50)
  }
}

@Suite struct WaitTableTests {
  @Test func `a key is not given again, and its socket's events find nobody`() {
    var table = WaitTable()
    let first = table.add()
    let second = table.add()
    let before = table.setArmed(7, under: first)
    let waiting = table.remove(first)
    #expect(before == nil && waiting == nil)
    let third = table.add()
    #expect(Set([WaitTable.reserved, first, second, third]).count == 4)
    _ = table.setArmed(8, under: first)
    let armed = table.setArmed(nil, under: third)
    #expect(armed == nil)
  }

  @Test func `who waits is handed out once`() async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      var table = WaitTable()
      let key = table.add()
      let isNoted = table.wait(continuation, under: key)
      let waiting = table.takeWaiting(key)
      let again = table.takeWaiting(key)
      _ = table.remove(key)
      let isNotedLate = table.wait(continuation, under: key)
      #expect(isNoted && !isNotedLate && waiting != nil && again == nil)
      continuation.resume()
    }
  }
}
