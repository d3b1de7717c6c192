extension Setting {
  /// Every setting, in the order of the documentation.
  public static let all: [Setting] = addresses + secrets + database + requests + fairness + rest

  private static let addresses: [Setting] = [
    .text(
      "host",
      \.host,
      "address",
      "Where requests are accepted.",
      why: "Nobody else's machine reaches a server that was only just tried."
    ),
    .number(
      "port",
      \.port,
      0...65_535,
      "port",
      "The port for requests; 0 takes any that is free.",
      why: "What development servers mostly use."
    ),
    .text(
      "metrics-host",
      \.metricsHost,
      "address",
      "Where /metrics is answered.",
      why:
        "Numbers on load and failures are nobody's outside: they are never on the port for requests."
    ),
    .number(
      "metrics-port",
      \.metricsPort,
      0...65_535,
      "port",
      "The port for /metrics; 0 answers it nowhere.",
      why: "Where Prometheus expects what speaks its format."
    ),
    .text(
      "tls-certificate",
      \.tlsCertificate,
      "file",
      "The chain of certificates in PEM. Without one the server speaks plain HTTP.",
      why: "Behind a proxy, the proxy has it."
    ),
    .text(
      "tls-key",
      \.tlsKey,
      "file",
      "The certificate's private key in PEM.",
      why: "Belongs to tls-certificate."
    ),
    .list(
      "trusted-proxies",
      \.trustedProxies,
      "networks",
      "Networks (CIDR) whose X-Forwarded-For, X-Forwarded-Proto, X-Request-Id and traceparent are believed.",
      why: "Anybody can write these: nobody is believed who was not named."
    ),
    .list(
      "cors-origins",
      \.corsOrigins,
      "origins",
      "Origins whose pages may read answers in a browser, such as https://app.example.org.",
      why: "A page of somebody else has no business here."
    ),
  ]

  private static let secrets: [Setting] = [
    .text(
      "app-database-url",
      \.appDatabaseURL,
      "connection string",
      "How the server's sessions connect: as heartly_app, which owns nothing and passes by no policy.",
      why: "The private cluster lets heartly_app in without; another server's operator must say.",
      isSecret: true
    ),
    .text(
      "token-key",
      \.tokenKey,
      "file",
      "The RSA key that signs access tokens, PEM, mode 0600; made where there is none.",
      why: "The instances behind one address share it."
    ),
    .text(
      "cursor-key",
      \.cursorKey,
      "file",
      "The secret that seals the cursors of pages, mode 0600; made where there is none.",
      why: "The instances behind one address share it."
    ),
  ]

  private static let database: [Setting] = [
    .number(
      "pool-connections",
      \.poolConnections,
      1...1_000,
      "number",
      "The most sessions with the database.",
      why: "A server of a few cores is busiest at two to three sessions for each."
    ),
    .time(
      "pool-wait",
      \.poolWait,
      "How long a request waits for a session before it is told 503.",
      why: "Whoever waits longer tries again anyway, and then twice the work waits."
    ),
    .time(
      "statement-timeout",
      \.statementTimeout,
      "How long one statement may take (statement_timeout).",
      why: "Below request-time-limit, so that the database ends its work before the caller is told."
    ),
  ]

  private static let requests: [Setting] = [
    .number(
      "body-limit",
      \.bodyLimit,
      1_024...67_108_864,
      "bytes",
      "The most bytes of a request's body.",
      why: "No record comes near it."
    ),
    .number(
      "header-limit",
      \.headerLimit,
      1_024...1_048_576,
      "bytes",
      "The most bytes of one header field, and of all together.",
      why: "A token takes one to two thousand; most proxies stop at 8 to 16."
    ),
    .number(
      "header-count",
      \.headerCount,
      10...1_000,
      "number",
      "The most header fields.",
      why: "Browsers behind two proxies send some thirty."
    ),
    .time(
      "request-time-limit",
      \.requestTimeLimit,
      "How long a request may take from its head to its answer, reading the body included.",
      why: "A person has given up by then."
    ),
    .time(
      "idle-timeout",
      \.idleTimeout,
      "How long a connection may stand without a whole head of a request.",
      why:
        "Proxies keep connections for a minute; a client that sends its head byte by byte is gone by then."
    ),
    .number(
      "connections",
      \.connections,
      16...1_000_000,
      "number",
      "The most connections at a time; more wait in the system's queue.",
      why: "Below the usual limit of open files."
    ),
  ]

  private static let fairness: [Setting] = [
    .number(
      "concurrent-requests",
      \.concurrentRequests,
      1...100_000,
      "number",
      "The most requests at work or waiting; more are told 503 at once.",
      why: "At 5 ms each, the last of them still answers within pool-wait."
    ),
    .number(
      "tenant-concurrent-requests",
      \.tenantConcurrentRequests,
      1...1_000,
      "number",
      "The most requests of one organisation at work.",
      why: "Below pool-connections: there are always sessions for the others."
    ),
    .number(
      "tenant-waiting-requests",
      \.tenantWaitingRequests,
      0...100_000,
      "number",
      "The most requests of one organisation that wait for their turn; more are told 503.",
      why: "A page that loads asks for some ten things at once."
    ),
    .number(
      "tenant-rate",
      \.tenantRate,
      0...1_000_000,
      "requests a second",
      "What an organisation may send for ever; 0 does not count.",
      why: "A hundred people at work send less."
    ),
    .number(
      "tenant-burst",
      \.tenantBurst,
      1...10_000_000,
      "requests",
      "What an organisation may send at once.",
      why: "Two seconds' worth: the change of a shift."
    ),
    .number(
      "user-rate",
      \.userRate,
      0...1_000_000,
      "requests a second",
      "What a person may send for ever; 0 does not count.",
      why: "More than anybody clicks, less than a program that reads everything."
    ),
    .number(
      "user-burst",
      \.userBurst,
      1...10_000_000,
      "requests",
      "What a person may send at once.",
      why: "A few pages that load together."
    ),
    .number(
      "not-found-alarm",
      \.notFoundAlarm,
      0...1_000_000,
      "answers",
      "How many answers 404 to one person in ten minutes give an alarm: a warning in the log, and heartly_not_found_alarms_total; 0 gives none.",
      why: "Whoever follows links meets a few; whoever tries identifiers meets nothing else."
    ),
  ]

  private static let rest: [Setting] = [
    .time(
      "drain-delay",
      \.drainDelay,
      "How long new requests are still served after /health/ready says no.",
      why: "As long as the balancer in front takes to notice; without one, nothing."
    ),
    .time(
      "drain-deadline",
      \.drainDeadline,
      "How long requests under way may take to end before they are cancelled.",
      why: "Three times request-time-limit: nothing that is healthy is cut."
    ),
    .time(
      "isolation-every",
      \.isolationEvery,
      "How often the database is asked again whether it keeps tenants apart.",
      why: "A few dozen queries of the catalog: nothing at once an hour."
    ),
    .text(
      "audit-key",
      \.auditKey,
      "file",
      "The key that seals the audit logs (heartly audit keygen). Without one the server seals nothing.",
      why: "Whoever seals elsewhere does not want the key here."
    ),
    .text(
      "audit-checkpoints",
      \.auditCheckpoints,
      "directory",
      "Where what was sealed is kept outside of the database.",
      why: "As heartly audit seal has it."
    ),
    .time(
      "audit-every",
      \.auditEvery,
      "How often the audit logs are sealed.",
      why: "What was not sealed yet can be changed unseen: a short time."
    ),
    .time(
      "partitions-every",
      \.partitionsEvery,
      "How often the audit logs' partitions of the next months are made.",
      why: "They are made three months ahead."
    ),
    .text(
      "log-level",
      \.logLevel,
      "level",
      "What is logged: trace, debug, info, notice, warning, error or critical, and what is worse.",
      why: "One line for each request."
    ),
  ]
}
