internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
public import Logging
internal import NIOCore
internal import NIOSSL
public import ServiceLifecycle
public import Store

/// The HTTP API as a service: it serves until its task is cancelled or the service group shuts down.
/// Then it accepts nothing more, and ends when the requests under way have ended.
public struct APIServer: Service {
  private let store: Store
  private let tokens: TokenKeys
  private let options: APIOptions
  private let readiness: Readiness
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
    readiness: Readiness = Readiness(),
    host: String = "127.0.0.1",
    port: Int = 8080,
    logger: Logger,
    onServing: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.store = store
    self.tokens = tokens
    self.options = options
    self.readiness = readiness
    self.host = host
    self.port = port
    self.logger = logger
    self.onServing = onServing
  }

  /// Serves.
  public func run() async throws {
    let underway = Underway(
      limit: options.concurrentRequestLimit,
      executor: options.executor
    )
    let application = Application(
      responder: APIResponder(
        routes: Routes.all,
        store: store,
        serving: Serving(readiness: readiness, tokens: tokens),
        options: options,
        underway: underway,
        logger: logger
      ),
      server: try server(underway),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        serverName: nil,
        backlog: 1_024,
        availableConnectionsDelegate: .maximum(options.connectionLimit, logger: logger)
      ),
      onServerRunning: { [onServing] channel in
        onServing(channel.localAddress?.port ?? 0)
      },
      logger: logger
    )
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while !Task.isCancelled {
          // How late a request may be ended beyond its limit.
          try await Task.sleep(for: .milliseconds(100))
          underway.tick()
        }
      }
      defer { group.cancelAll() }
      try await withTaskExecutorPreference(options.executor) {
        try await application.run()
      }
    }
  }

  private func server(_ underway: Underway) throws -> HTTPServerBuilder {
    let limits = HTTP1Channel.Configuration.DecoderConfiguration(
      maxHeaderFieldSize: options.headerLimitBytes,
      maxHeaderListSize: options.headerLimitBytes,
      maxHeaderFieldCount: options.headerCountLimit
    )
    let plain = HTTPServerBuilder.http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [ClientWatch { underway.connectionClosed($0) }],
        idleTimeout: TimeAmount(options.idleTimeout),
        httpDecoderConfiguration: limits
      )
    )
    guard let tls = options.tls else { return plain }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try tls.chain().map { .certificate($0) },
      privateKey: .privateKey(try tls.privateKey())
    )
    configuration.minimumTLSVersion = .tlsv12
    return try .tls(plain, tlsConfiguration: configuration)
  }
}

extension TLSFiles {
  fileprivate func chain() throws(Unreadable) -> [NIOSSLCertificate] {
    guard let chain = try? NIOSSLCertificate.fromPEMFile(certificate), !chain.isEmpty else {
      throw Unreadable(description: "\(certificate) cannot be read as certificates in PEM")
    }
    return chain
  }

  fileprivate func privateKey() throws(Unreadable) -> NIOSSLPrivateKey {
    guard let key = try? NIOSSLPrivateKey(file: key, format: .pem) else {
      throw Unreadable(description: "\(key) cannot be read as a private key in PEM")
    }
    return key
  }
}
