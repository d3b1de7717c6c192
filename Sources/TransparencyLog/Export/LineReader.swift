/// Reads a file line by line with a buffer that grows only to the longest line.
struct LineReader {
  private let file: OpenFile
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var offset = 0
  private let owner: Owner

  /// Frees the buffer with the last copy of the reader.
  private final class Owner {
    var buffer: UnsafeMutableRawBufferPointer
    init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }
    deinit { buffer.deallocate() }
  }

  init(_ path: String) throws(FileError) {
    file = try OpenFile(path)
    buffer = .allocate(byteCount: 1 << 20, alignment: 16)
    owner = Owner(buffer)
  }

  /// The next line without its newline, valid until the next call; nil at the end. A last line
  /// without a newline is one where `takesRest` says so.
  mutating func next(takesRest: Bool = true) throws(FileError) -> UnsafeBufferPointer<UInt8>? {
    var searched = start
    while true {
      if let newline = index(of: 0x0A, from: searched) {
        return line(to: newline, next: newline + 1)
      }
      searched = end
      let shift = start
      guard try fill() else {
        return takesRest && start < end ? line(to: end, next: end) : nil
      }
      searched -= shift - start
    }
  }

  private mutating func line(to stop: Int, next: Int) -> UnsafeBufferPointer<UInt8> {
    defer { start = next }
    return UnsafeRawBufferPointer(rebasing: buffer[start..<stop]).assumingMemoryBound(
      to: UInt8.self
    )
  }

  private func index(of byte: UInt8, from: Int) -> Int? {
    guard from < end else { return nil }
    return buffer[from..<end].firstIndex(of: byte)
  }

  private mutating func fill() throws(FileError) -> Bool {
    if start > 0 {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      end -= start
      start = 0
    }
    if end == buffer.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: buffer.count * 2,
        alignment: 16
      )
      larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
      owner.buffer.deallocate()
      owner.buffer = larger
      buffer = larger
    }
    let count = try file.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]),
      at: offset
    )
    end += count
    offset += count
    return count > 0
  }
}
