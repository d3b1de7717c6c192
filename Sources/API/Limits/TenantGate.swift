internal import Access
internal import HTTPTypes
internal import Synchronization

/// Lets only so many requests of one organisation work at a time, and a few more wait for their turn,
/// so that one organisation never holds all sessions of the pool.
final class TenantGate: Sendable {
  private let limit: Int
  private let waitingLimit: Int
  private let tenants = Mutex<[ID<Tenant>: Queue]>([:])

  private struct Queue {
    var working = 0
    var waiting: [(id: Int, turn: CheckedContinuation<Bool, Never>)] = []
    var last = 0
  }

  init(limit: Int, waiting: Int) {
    self.limit = limit
    waitingLimit = waiting
  }

  /// Does the work when it is its organisation's turn.
  ///
  /// - Throws: `unavailable` where too many wait, and where the caller has gone.
  func pass<Value>(
    _ tenant: ID<Tenant>,
    _ work: () async throws -> Value
  ) async throws -> Value {
    guard await enter(tenant) else {
      throw Problem(kind: .unavailable, headers: [.retryAfter: "1"])
    }
    defer { leave(tenant) }
    return try await work()
  }

  private enum Entry { case open, full, ticket(Int) }

  private func enter(_ tenant: ID<Tenant>) async -> Bool {
    let entry: Entry = tenants.withLock { tenants in
      var queue = tenants[tenant] ?? Queue()
      defer { tenants[tenant] = queue }
      if queue.working < limit {
        queue.working += 1
        return .open
      }
      guard queue.waiting.count < waitingLimit else { return .full }
      queue.last += 1
      return .ticket(queue.last)
    }
    switch entry {
    case .open: return true
    case .full: return false
    case .ticket(let ticket): return await wait(tenant, ticket)
    }
  }

  private func wait(_ tenant: ID<Tenant>, _ ticket: Int) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { turn in
        // A place may have come free since the ticket was drawn, or the caller may have gone.
        let answer: Bool? = tenants.withLock { tenants in
          if Task.isCancelled { return false }
          var queue = tenants[tenant] ?? Queue()
          defer { tenants[tenant] = queue }
          if queue.working < limit {
            queue.working += 1
            return true
          }
          queue.waiting.append((ticket, turn))
          return nil
        }
        if let answer { turn.resume(returning: answer) }
      }
    } onCancel: {
      let turn = tenants.withLock { tenants in
        guard let index = tenants[tenant]?.waiting.firstIndex(where: { $0.id == ticket }) else {
          return nil as CheckedContinuation<Bool, Never>?
        }
        return tenants[tenant]?.waiting.remove(at: index).turn
      }
      turn?.resume(returning: false)
    }
  }

  private func leave(_ tenant: ID<Tenant>) {
    let next = tenants.withLock { tenants in
      guard var queue = tenants[tenant] else { return nil as CheckedContinuation<Bool, Never>? }
      guard queue.waiting.isEmpty else {
        // The place goes over to whoever waits longest.
        let next = queue.waiting.removeFirst().turn
        tenants[tenant] = queue
        return next
      }
      queue.working -= 1
      tenants[tenant] = queue.working == 0 ? nil : queue
      return nil
    }
    next?.resume(returning: true)
  }
}
