/// Who waits for which socket, by the key that the kernel hands back with the socket's events.
///
/// A key is a place in the table and how often that was given away before, so that an event of a socket
/// that is gone finds nobody: keys come again only after 2^32 sockets in one place. An array, because a
/// dictionary costs each wait several times as much, and a program that uses one connection a search
/// through all conformances when the first is made.
struct WaitTable {
  private struct Place {
    var generation: UInt32 = 0
    var isTaken = true
    var waiting: UnsafeContinuation<Void, Never>?
    /// The socket, where it stays armed.
    var armed: Int32?
  }

  private var places: [Place] = []
  private var free: [Int] = []

  /// The key that belongs to no place.
  static let reserved: UInt64 = 0

  /// A key that nobody has had.
  mutating func add() -> UInt64 {
    guard let index = free.popLast() else {
      places.append(Place())
      return Self.key(places.count - 1, generation: 0)
    }
    let generation = places[index].generation &+ 1
    places[index] = Place(generation: generation)
    return Self.key(index, generation: generation)
  }

  /// Gives a key up, and returns who waits under it.
  mutating func remove(_ key: UInt64) -> UnsafeContinuation<Void, Never>? {
    guard let index = index(of: key) else { return nil }
    places[index].isTaken = false
    places[index].armed = nil
    free.append(index)
    return take(index)
  }

  /// Notes who waits; false where the key was given up.
  mutating func wait(_ continuation: UnsafeContinuation<Void, Never>, under key: UInt64) -> Bool {
    guard let index = index(of: key) else { return false }
    places[index].waiting = continuation
    return true
  }

  /// Who waits under the key, and now does no longer.
  mutating func takeWaiting(_ key: UInt64) -> UnsafeContinuation<Void, Never>? {
    index(of: key).flatMap { take($0) }
  }

  /// Notes that a socket stays armed from now on, or nil that it does not, and returns what it was.
  mutating func setArmed(_ socket: Int32?, under key: UInt64) -> Int32? {
    guard let index = index(of: key) else { return nil }
    defer { places[index].armed = socket }
    return places[index].armed
  }

  private mutating func take(_ index: Int) -> UnsafeContinuation<Void, Never>? {
    defer { places[index].waiting = nil }
    return places[index].waiting
  }

  private static func key(_ index: Int, generation: UInt32) -> UInt64 {
    UInt64(generation) << 32 | UInt64(index + 1)
  }

  private func index(of key: UInt64) -> Int? {
    let index = Int(key & 0xFFFF_FFFF) - 1
    guard places.indices.contains(index), places[index].isTaken,
      places[index].generation == UInt32(key >> 32)
    else { return nil }
    return index
  }
}
