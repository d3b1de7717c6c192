/// How the API serves; each limit has a default that suits people behind a browser.
public struct APIOptions: Sendable {
  // MARK: A request

  /// The most bytes of a request's body. Default 64 KiB: no record of ours comes near.
  public var bodyLimitBytes = 65_536
  /// The most bytes of one header field, and of all together. Default 16 KiB: a token takes one or two.
  public var headerLimitBytes = 16_384
  /// The most header fields. Default 100.
  public var headerCountLimit = 100
  /// How long a request may take, from its head to its answer. Default 10 s.
  public var requestTimeLimit: Duration = .seconds(10)
  /// How long a connection may stand without a whole head of a request. Default 60 s.
  public var idleTimeout: Duration = .seconds(60)
  /// The most connections at a time. Default 4,096; more wait in the system's queue.
  public var connectionLimit = 4_096

  // MARK: Fairness

  /// The most requests at work or waiting; one more is told 503. Default 256.
  public var concurrentRequestLimit = 256
  /// The most requests of one organisation at work. Default nil: no limit.
  public var tenantConcurrentRequestLimit: Int?
  /// The most requests of one organisation that wait for their turn. Default 64.
  public var tenantWaitingRequestLimit = 64
  /// What an organisation may send. Default nil: nothing is counted.
  public var tenantRate: Rate?
  /// What a person may send. Default nil: nothing is counted.
  public var userRate: Rate?
  /// How many answers 404 to one person in ten minutes give an alarm. Default 100; 0 gives none.
  public var notFoundAlarm = 100

  /// Where requests are worked on. Default nil: on Swift's own threads.
  public var executor: (any TaskExecutor)?

  // MARK: What is in front

  /// Whose word on a request's origin is taken. Default nobody's.
  public var trustedProxies: [Network] = []
  /// Origins of browsers that may read answers. Default none.
  public var corsOrigins: Set<String> = []
  /// The certificate and its key. Default nil: plain HTTP.
  public var tls: TLSFiles?

  /// Makes options with the defaults above.
  public init() {}
}

/// Files in PEM.
public struct TLSFiles: Hashable, Sendable {
  /// The chain of certificates, the server's own first.
  public var certificate: String
  /// Its private key.
  public var key: String

  /// A file that is not what it is to be.
  public struct Unreadable: Error, CustomStringConvertible {
    /// Which file, and what it is to hold.
    public var description: String
  }

  /// Names the files.
  public init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}
