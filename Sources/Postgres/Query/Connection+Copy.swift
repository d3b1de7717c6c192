internal import CLibpq

extension Connection {
  /// Loads rows with `COPY … FROM STDIN`; the chunks may be cut anywhere.
  ///
  /// ```swift
  /// try await connection.copyIn("COPY client FROM STDIN (FORMAT csv)", from: chunks)
  /// ```
  ///
  /// - Returns: The number of rows loaded.
  /// - Throws: What the sequence throws, after the server has discarded the rows; `server` with the
  ///   table and line that failed.
  @discardableResult
  public func copyIn<Chunks: AsyncSequence>(
    _ sql: SQL,
    from chunks: Chunks
  ) async throws -> Int where Chunks.Element == [UInt8] {
    try await copyIn(sql) { writer in
      for try await chunk in chunks { try await writer.write(chunk) }
    }
  }

  /// Loads rows that the body writes with `COPY … FROM STDIN`.
  @discardableResult
  public func copyIn(
    _ sql: SQL,
    _ body: (CopyWriter) async throws -> Void
  ) async throws -> Int {
    try await copying(sql, expecting: PGRES_COPY_IN) { () async throws in
      var interruption: (any Error)?
      do {
        try await body(CopyWriter(connection: self))
      } catch {
        interruption = error
      }
      if let lost { throw lost }
      try await endCopyIn(message: interruption == nil ? nil : "the program gave up")
      let outcome = await lastResult()
      if let interruption { throw interruption }
      return try outcome.get().affectedRows
    }
  }

  /// Reads rows with `COPY … TO STDOUT`.
  ///
  /// Each element is what the server sent in one message: in text and CSV format one row with its
  /// line ending. Leaving the body early cancels the statement; an open transaction fails with it,
  /// as with any statement that is cancelled.
  @discardableResult
  public func copyOut<Value>(
    _ sql: SQL,
    _ body: (CopyOutput) async throws -> Value
  ) async throws -> Value {
    try await copying(sql, expecting: PGRES_COPY_OUT) { () async throws in
      let output = CopyOutput(connection: self)
      let outcome: Result<Value, any Error>
      do {
        outcome = .success(try await body(output))
      } catch {
        outcome = .failure(error)
      }
      if !output.isAtEnd { await abandonCopyOut() }
      output.isAtEnd = true
      return try outcome.get()
    }
  }

  /// What the caller hands to the server in `copyIn`.
  public struct CopyWriter {
    let connection: Connection

    /// Sends a chunk; suspends while the server does not keep up.
    ///
    /// What the server thinks of the rows shows when the body has returned.
    public func write(_ bytes: [UInt8]) async throws(PostgresError) {
      try await connection.putCopyData(bytes)
    }
  }

  /// The rows of `copyOut`.
  public final class CopyOutput: AsyncSequence, AsyncIteratorProtocol {
    private let connection: Connection
    fileprivate var isAtEnd = false

    fileprivate init(connection: Connection) { self.connection = connection }

    /// The sequence can be walked once; the iterator is the sequence.
    public func makeAsyncIterator() -> CopyOutput { self }

    /// The next message, or `nil` once the server has said that these were all.
    public func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(PostgresError) -> [UInt8]? {
      guard !isAtEnd else { return nil }
      if let bytes = try await connection.nextCopyData() { return bytes }
      isAtEnd = true
      _ = try await connection.lastResult().get()
      return nil
    }
  }
}
