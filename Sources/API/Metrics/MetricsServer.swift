internal import HTTPTypes
internal import Hummingbird
public import Logging
public import ServiceLifecycle
public import Store
internal import CoreMetrics
internal import NIOCore

/// Answers `/metrics`, and nothing else, on a port of its own: what it tells is nobody's outside.
public struct MetricsServer: Service {
  private let registry: MetricsRegistry
  private let store: Store
  private let host: String
  private let port: Int
  private let logger: Logger

  /// Makes a server that reports the registry and how many sessions of the database the store has.
  public init(
    registry: MetricsRegistry,
    store: Store,
    host: String,
    port: Int,
    logger: Logger
  ) {
    self.registry = registry
    self.store = store
    self.host = host
    self.port = port
    self.logger = logger
  }

  /// Serves.
  public func run() async throws {
    let router = Router()
    router.get("/metrics") { [registry, store] _, _ in
      Self.sample(store, into: registry)
      return Response(
        status: .ok,
        headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: registry.text()))
      )
    }
    try await Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
      logger: logger
    ).run()
  }

  private static func sample(_ store: Store, into registry: MetricsRegistry) {
    for (state, number) in store.sessionCounts {
      registry.makeMeter(label: "heartly_pool_\(state)", dimensions: []).set(Int64(number))
    }
  }
}
