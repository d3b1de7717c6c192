/// How the server runs. What each setting is for, and why its default is what it is, stands in
/// `Setting.all`, from which flags, environment, file and documentation are made.
public struct ServerSettings: Codable, Sendable, Hashable {
  // MARK: Addresses

  /// Where requests are accepted.
  public var host = "127.0.0.1"
  /// The port for requests; 0 takes any that is free.
  public var port = 8080
  /// Where `/metrics` is answered.
  public var metricsHost = "127.0.0.1"
  /// The port for `/metrics`; 0 answers it nowhere.
  public var metricsPort = 9_464
  /// The chain of certificates in PEM; empty serves without TLS.
  public var tlsCertificate = ""
  /// The certificate's private key in PEM.
  public var tlsKey = ""
  /// Networks whose word on a request's origin is taken.
  public var trustedProxies: [String] = []
  /// Origins of browsers that may read answers.
  public var corsOrigins: [String] = []

  // MARK: Secrets

  /// How the server's own sessions connect, as `heartly_app`.
  public var appDatabaseURL = ""
  /// The file with the key that signs access tokens.
  public var tokenKey = ".heartly/keys/token.pem"
  /// The file with the secret that seals cursors.
  public var cursorKey = ".heartly/keys/cursor.key"

  // MARK: The database

  /// The most sessions with the database.
  public var poolConnections = 10
  /// How long a request waits for a session.
  public var poolWait: Duration = .seconds(2)
  /// How long one statement may take.
  public var statementTimeout: Duration = .seconds(8)

  // MARK: Requests

  /// The most bytes of a body.
  public var bodyLimit = 65_536
  /// The most bytes of all header fields together.
  public var headerLimit = 16_384
  /// The most header fields.
  public var headerCount = 100
  /// How long a request may take, its body included.
  public var requestTimeLimit: Duration = .seconds(10)
  /// How long a connection may stand without a whole request.
  public var idleTimeout: Duration = .seconds(60)
  /// The most connections at a time.
  public var connections = 4_096

  // MARK: Fairness

  /// The most requests at work or waiting, of everybody.
  public var concurrentRequests = 256
  /// The most requests of one organisation at work.
  public var tenantConcurrentRequests = 7
  /// The most requests of one organisation that wait for their turn.
  public var tenantWaitingRequests = 64
  /// Requests a second that an organisation may send for ever; 0 does not count.
  public var tenantRate = 200
  /// Requests that an organisation may send at once.
  public var tenantBurst = 400
  /// Requests a second that a person may send for ever; 0 does not count.
  public var userRate = 20
  /// Requests that a person may send at once.
  public var userBurst = 60
  /// How many answers 404 to one person in ten minutes give an alarm; 0 gives none.
  public var notFoundAlarm = 100

  // MARK: The end

  /// How long the server goes on accepting after it says that it is not ready.
  public var drainDelay: Duration = .zero
  /// How long requests under way may take to end.
  public var drainDeadline: Duration = .seconds(30)

  // MARK: What runs beside it

  /// How often the isolation is looked at again.
  public var isolationEvery: Duration = .seconds(3600)
  /// The file with the key that seals the audit logs; empty seals nothing.
  public var auditKey = ""
  /// Where what was sealed is kept outside of the database.
  public var auditCheckpoints = ".heartly/audit"
  /// How often the audit logs are sealed.
  public var auditEvery: Duration = .seconds(10)
  /// How often partitions of the audit logs are made.
  public var partitionsEvery: Duration = .seconds(86_400)

  // MARK: The log

  /// What is logged: trace, debug, info, notice, warning, error or critical, and what is worse.
  public var logLevel = "info"

  /// Makes settings with the defaults above.
  public init() {}

  /// What does not fit together; nil where all does.
  public var contradiction: String? {
    if statementTimeout >= requestTimeLimit {
      return "statement-timeout is to be below request-time-limit, so that the database ends first"
    }
    if tenantConcurrentRequests >= poolConnections, poolConnections > 1 {
      return "tenant-concurrent-requests is to be below pool-connections: one organisation would "
        + "take all sessions"
    }
    if tlsCertificate.isEmpty != tlsKey.isEmpty {
      return "tls-certificate and tls-key belong together"
    }
    return nil
  }
}
