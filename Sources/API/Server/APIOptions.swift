/// How the API serves; each limit has a default that suits people behind a browser.
public struct APIOptions: Sendable {
  /// The most bytes of a request's body. Default 64 KiB: no record of ours comes near.
  public var bodyLimitBytes = 65_536

  /// Makes options with the defaults above.
  public init() {}
}
