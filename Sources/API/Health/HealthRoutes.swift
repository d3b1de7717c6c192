internal import HTTPTypes
internal import Store

/// What balancers, supervisors and other services ask. Says nothing of the data, nor of the inside.
enum HealthRoutes {
  static let all = [live, ready, keys]

  static let live = Route(
    method: .get,
    path: "/health/live",
    access: .open(reason: "A supervisor has no account, and learns only that the process answers."),
    operation: Operation(
      id: "isLive",
      tag: "Health",
      summary: "Says that the process answers.",
      success: .init(status: .ok, schema: .reference("Health"))
    )
  ) { _, _ in
    status("live")
  }

  static let ready = Route(
    method: .get,
    path: "/health/ready",
    access: .open(reason: "A balancer has no account, and learns only whether to send requests."),
    operation: Operation(
      id: "isReady",
      tag: "Health",
      summary: "Says whether requests should be sent here.",
      success: .init(status: .ok, schema: .reference("Health")),
      problems: [.unavailable]
    )
  ) { call, store in
    guard call.serving.readiness.state == .ready, await store.isReady() else {
      throw Problem(kind: .unavailable, headers: [.retryAfter: "1"])
    }
    return status("ready")
  }

  static let keys = Route(
    method: .get,
    path: "/auth/jwt/jwks.json",
    access: .open(reason: "Public keys are for whoever checks a signature."),
    operation: Operation(
      id: "readKeys",
      tag: "Keys",
      summary: "Lists the public keys that access tokens are signed with (RFC 7517).",
      success: .init(
        status: .ok,
        schema: .reference("KeySet"),
        contentType: "application/jwk-set+json"
      )
    )
  ) { call, _ in
    Answer(contentType: "application/jwk-set+json", body: try call.serving.tokens.jwks())
  }

  private static func status(_ word: String) -> Answer {
    Answer { writer in
      writer.object { $0.member("status", word) }
    }
  }
}

/// What the server knows of itself.
struct Serving: Sendable {
  var readiness: Readiness
  var tokens: TokenKeys
}
