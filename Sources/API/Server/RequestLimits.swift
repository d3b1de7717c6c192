internal import Access
internal import Logging

/// What all routes share: who may send how much, and where failures are told.
struct RequestLimits: Sendable {
  let bodyLimitBytes: Int
  let rates: RateLimiter
  let gate: TenantGate?
  let guesses: GuessWatch?
  let metrics: RequestMetrics
  let logger: Logger

  init(_ options: APIOptions, metrics: RequestMetrics, logger: Logger) {
    bodyLimitBytes = options.bodyLimitBytes
    rates = RateLimiter(tenant: options.tenantRate, user: options.userRate)
    gate = options.tenantConcurrentRequestLimit.map {
      TenantGate(limit: $0, waiting: options.tenantWaitingRequestLimit)
    }
    guesses = GuessWatch(limit: options.notFoundAlarm)
    self.metrics = metrics
    self.logger = logger
  }

  func failure(_ what: String, _ id: ID<Access.Request>) {
    logger.error("unexpected failure", metadata: ["id": "\(id)", "what": "\(what)"])
  }

  /// Counts an answer 404, and tells where somebody seems to try identifiers.
  func notFound(by user: ID<User>, of tenant: ID<Tenant>, _ id: ID<Access.Request>) {
    guard let guesses, guesses.isAlarm(for: user) else { return }
    metrics.recordGuessing()
    logger.warning(
      "somebody asks for one thing after another that is not there",
      metadata: ["id": "\(id)", "tenant": "\(tenant)", "user": "\(user)"]
    )
  }

  func auditFailure(_ what: String, _ id: ID<Access.Request>) {
    metrics.recordAuditFailure()
    logger.critical(
      "the audit log cannot be written",
      metadata: ["id": "\(id)", "what": "\(what)"]
    )
  }
}
