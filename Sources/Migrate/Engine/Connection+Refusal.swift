internal import Postgres

extension Connection {
  /// Runs a pipeline and returns what the server refused of it, if the session lives on.
  ///
  /// - Returns: `nil` when everything succeeded.
  func refusal(
    of pipeline: Pipeline,
    onResult: ((Int) -> Void)? = nil
  ) async throws -> ServerError? {
    do {
      _ = try await run(pipeline, onResult: onResult)
      return nil
    } catch {
      guard case .server(let refusal) = error, isOpen else { throw error }
      return refusal
    }
  }
}
