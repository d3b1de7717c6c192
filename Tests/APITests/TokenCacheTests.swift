import Access
import CareFixture
import Foundation
import Testing

@testable import API

/// A signature that was found good is not computed again; whatever else a token says is looked at each time.
@Suite struct TokenCacheTests {
  private static let keys = Task { try await TokenKeys(pem: try TokenKeys.generate()) }

  private func token(_ keys: TokenKeys, until end: Date) async throws -> String {
    let sunrise = Organisation.sunriseCare
    return try await keys.sign(
      AccessToken(
        tenant: sunrise.id,
        user: sunrise.person(.sam),
        session: sunrise.session(of: .sam),
        secret: sunrise.secret(of: .sam),
        expiresAt: end
      )
    )
  }

  @Test func `a token is good until it ends, however often it was seen`() async throws {
    let keys = try await Self.keys.value
    let end = Date() + 600
    let text = try await token(keys, until: end)
    for _ in 0..<3 {
      let known = await keys.verify(text)
      #expect(known?.user == Organisation.sunriseCare.person(.sam))
    }
    #expect(await keys.verify(text, at: end + 1) == nil)
    // Nor does it come back.
    #expect(await keys.verify(text, at: end + 1) == nil)
  }

  @Test func `a token that differs in a letter is another one`() async throws {
    let keys = try await Self.keys.value
    let text = try await token(keys, until: Date() + 600)
    #expect(await keys.verify(text) != nil)
    for index in stride(from: 0, to: text.count, by: 41) {
      var letters = Array(text)
      letters[index] = letters[index] == "A" ? "B" : "A"
      // The last letters of a part may hold bits that are none: those are refused or the same.
      let found = await keys.verify(String(letters))
      #expect(found == nil, "\(index)")
    }
    #expect(await keys.verify(text + "A") == nil)
    #expect(await keys.verify(text + " ") == nil)
    #expect(await keys.verify(text) != nil)
  }

  @Test func `another server's keys know nothing of it`() async throws {
    let text = try await token(try await Self.keys.value, until: Date() + 600)
    let others = try await TokenKeys(pem: try TokenKeys.generate())
    #expect(await others.verify(text) == nil)
  }

  @Test func `only so many are kept, and the others are examined`() async throws {
    let cache = TokenCache(limit: 2)
    let keys = try await Self.keys.value
    var texts: [String] = []
    for number in 0..<4 {
      texts.append(try await token(keys, until: Date() + 600 + TimeInterval(number)))
    }
    let now = Date()
    for text in texts {
      guard let token = await keys.verify(text) else { continue }
      cache.keep(token, TokenCache.digest(of: text))
    }
    let kept = texts.count { cache.token(TokenCache.digest(of: $0), at: now) != nil }
    #expect(kept == 2)
  }
}
