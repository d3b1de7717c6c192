internal import HTTPTypes
internal import Hummingbird
public import Logging
public import Postgres
public import ServiceLifecycle
internal import CoreMetrics
internal import NIOCore

/// Answers `/metrics`, and nothing else, on a port of its own: what it tells is nobody's outside.
public struct MetricsServer: Service {
  private let registry: MetricsRegistry
  private let pool: ConnectionPool
  private let host: String
  private let port: Int
  private let logger: Logger

  /// Makes a server that reports the registry and the pool's numbers.
  public init(
    registry: MetricsRegistry,
    pool: ConnectionPool,
    host: String,
    port: Int,
    logger: Logger
  ) {
    self.registry = registry
    self.pool = pool
    self.host = host
    self.port = port
    self.logger = logger
  }

  /// Serves.
  public func run() async throws {
    let router = Router()
    router.get("/metrics") { [registry, pool] _, _ in
      Self.sample(pool.statistics, into: registry)
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

  private static func sample(_ pool: PoolStatistics, into registry: MetricsRegistry) {
    let numbers = [
      ("idle", pool.idle), ("leased", pool.leased), ("opening", pool.opening),
      ("waiting", pool.waiting), ("opened", pool.opened), ("failures", pool.failures),
    ]
    for (state, number) in numbers {
      registry.makeMeter(label: "heartly_pool_\(state)", dimensions: []).set(Int64(number))
    }
  }
}
