internal import HTTPTypes
internal import Hummingbird
public import Logging
public import ServiceLifecycle
public import Store

/// The HTTP API as a service: it serves until its task is cancelled or the service group shuts down.
public struct APIServer: Service {
  private let store: Store
  private let tokens: TokenKeys
  private let options: APIOptions
  private let logger: Logger
  private let host: String
  private let port: Int
  private let onServing: @Sendable (Int) -> Void

  /// Makes a server. Port 0 takes any that is free; `onServing` is called once with the port, when
  /// requests are accepted.
  public init(
    store: Store,
    tokens: TokenKeys,
    options: APIOptions = APIOptions(),
    host: String = "127.0.0.1",
    port: Int = 8080,
    logger: Logger,
    onServing: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.store = store
    self.tokens = tokens
    self.options = options
    self.host = host
    self.port = port
    self.logger = logger
    self.onServing = onServing
  }

  /// Serves.
  public func run() async throws {
    let application = Application(
      responder: APIResponder(
        routes: Routes.all,
        store: store,
        tokens: tokens,
        options: options,
        logger: logger
      ),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        serverName: nil
      ),
      onServerRunning: { [onServing] channel in
        onServing(channel.localAddress?.port ?? 0)
      },
      logger: logger
    )
    try await application.run()
  }
}
