import API
import CoreMetrics
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Store
import Supervision
import UnixSignals

/// One run of the server, from its settings to the end of its last request.
struct ServeRun {
  let settings: ServerSettings

  func run() async throws {
    let level = Logger.Level(rawValue: settings.logLevel) ?? .info
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: level) }
    let registry = MetricsRegistry()
    MetricsSystem.bootstrap(registry)
    let logger = Logger(label: "heartly")

    let tokens = try await TokenKeyFile(path: settings.tokenKey).keys()
    let cursorKey = try CursorKeyFile(path: settings.cursorKey).key()
    limitStatements()
    let pool = ConnectionPool(
      target: try ConnectionTarget(settings.appDatabaseURL),
      options: poolOptions(logger)
    )
    let store = Store(pool: pool, cursorKey: cursorKey)
    try await refuseTooMuchPower(of: store)

    let readiness = Readiness(.starting)
    let server = APIServer(
      store: store,
      tokens: tokens,
      options: try options(),
      readiness: readiness,
      host: settings.host,
      port: settings.port,
      logger: logger
    ) { [settings] port in
      let scheme = settings.tlsCertificate.isEmpty ? "http" : "https"
      let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
      FileHandle.standardError.write(Data("Serving \(scheme)://\(host):\(port)\n".utf8))
    }
    // Ended from the last to the first: it says that it is not ready, serves what came, and lets go of
    // the database.
    var services: [any Service] = [PoolService(pool: pool)]
    if settings.metricsPort > 0 {
      services.append(
        MetricsServer(
          registry: registry,
          store: store,
          host: settings.metricsHost,
          port: settings.metricsPort,
          logger: logger
        )
      )
    }
    services += [
      server, Instructions(readiness: readiness, drainDelay: settings.drainDelay),
    ]
    var configuration = ServiceGroupConfiguration(
      services: services.map {
        .init(
          service: $0,
          successTerminationBehavior: .gracefullyShutdownGroup,
          failureTerminationBehavior: .cancelGroup
        )
      },
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger
    )
    configuration.maximumGracefulShutdownDuration = settings.drainDelay + settings.drainDeadline
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch {
      throw Refusal(
        message: "the server on \(settings.host):\(settings.port) ended by itself: \(error)"
      )
    }
  }

  /// By what a session begins with: heartly_app may not call `set_config`.
  private func limitStatements() {
    let milliseconds = Int(settings.statementTimeout / .milliseconds(1))
    setenv(
      "PGOPTIONS",
      "-c statement_timeout=\(milliseconds) "
        + "-c idle_in_transaction_session_timeout=\(milliseconds)",
      1
    )
  }

  private func refuseTooMuchPower(of store: Store) async throws {
    let powers: [String]
    do {
      powers = try await store.powersTooMany()
    } catch {
      throw Refusal(message: "the database cannot be had as app-database-url says: \(error)")
    }
    guard powers.isEmpty else {
      throw Refusal(
        message: powers.joined(separator: "; ")
          + ". Row-level security would not hold the server: it connects as heartly_app"
      )
    }
  }

  private func poolOptions(_ logger: Logger) -> PoolOptions {
    var options = PoolOptions()
    options.maximumConnections = settings.poolConnections
    options.waitingDeadline = settings.poolWait
    options.maximumWaiting = settings.concurrentRequests
    options.maximumReconnectDelay = .seconds(1)
    // Nothing of a request is in a session: it is one transaction, whose settings end with it, and
    // the role may take no advisory lock, make no temporary table and listen to nothing.
    options.reset = .none
    options.connection.applicationName = "heartly serve"
    options.connection.logger = logger
    return options
  }

  private func options() throws -> APIOptions {
    var options = APIOptions()
    options.bodyLimitBytes = settings.bodyLimit
    options.headerLimitBytes = settings.headerLimit
    options.headerCountLimit = settings.headerCount
    options.requestTimeLimit = settings.requestTimeLimit
    options.idleTimeout = settings.idleTimeout
    options.connectionLimit = settings.connections
    options.concurrentRequestLimit = settings.concurrentRequests
    options.tenantConcurrentRequestLimit = settings.tenantConcurrentRequests
    options.tenantWaitingRequestLimit = settings.tenantWaitingRequests
    options.tenantRate = Rate(perSecond: settings.tenantRate, burst: settings.tenantBurst)
    options.userRate = Rate(perSecond: settings.userRate, burst: settings.userBurst)
    // A request computes and waits for the database on one thread.
    let loops = ConnectionLoops(count: ProcessInfo.processInfo.activeProcessorCount)
    loops.start()
    options.executor = loops
    options.notFoundAlarm = settings.notFoundAlarm
    options.trustedProxies = try settings.trustedProxies.map { text in
      guard let network = Network(text) else {
        throw Refusal(message: "trusted-proxies: \(text) is no network such as 10.0.0.0/8")
      }
      return network
    }
    options.corsOrigins = Set(settings.corsOrigins)
    if !settings.tlsCertificate.isEmpty {
      options.tls = TLSFiles(certificate: settings.tlsCertificate, key: settings.tlsKey)
    }
    return options
  }
}

/// Keeps the pool for as long as anything else runs.
struct PoolService: Service {
  let pool: ConnectionPool

  func run() async throws {
    try? await gracefulShutdown()
    await pool.shutdown(deadline: .seconds(5))
  }
}
