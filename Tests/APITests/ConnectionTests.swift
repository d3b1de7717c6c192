import API
import CareFixture
import Foundation
import Subprocess
import Synchronization
import SystemPackage
import Testing

/// Connections: how many there are, and how they are kept secret.
@Suite struct ConnectionTests {
  private final class Flag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
  }

  @Test func `one connection too many waits until another ends`() async throws {
    var options = APIOptions()
    options.connectionLimit = 2
    try await ServedAPI.with(options: options) { api in
      let token = try await api.token(of: .olivia)
      let answered = Flag()
      let port = api.port
      let third = try await WireSession.with(port) { one in
        try await WireSession.with(port) { two in
          // Both are there once they are answered.
          var statuses = [
            try await one.get("/health/live", token: token).status,
            try await two.get("/health/live", token: token).status,
          ]
          let third = Task {
            let answer = try await WireSession.with(port) { session in
              try await session.get("/health/live", token: token)
            }
            answered.set()
            return answer.status
          }
          for _ in 0..<20 {
            statuses.append(try await one.get("/v1/clients", token: token).status)
            statuses.append(try await two.get("/v1/clients", token: token).status)
          }
          #expect(Set(statuses) == [200])
          #expect(!answered.isSet)
          return third
        }
      }
      #expect(try await third.value == 200)
    }
  }

  @Test func `TLS by certificate files, from version 1.2 on`() async throws {
    try await withCertificate { files in
      var options = APIOptions()
      options.tls = files
      try await ServedAPI.with(options: options) { api in
        let token = try await api.token(of: .olivia)
        let request = """
          GET /v1/clients HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r
          Connection: close\r\n\r\n
          """
        for version in ["-tls1_2", "-tls1_3"] {
          let said = try await openssl(to: api.port, files, [version], saying: request)
          #expect(said.output.contains("HTTP/1.1 200 OK"), "\(said)")
          #expect(said.output.lowercased().contains("strict-transport-security: max-age=63072000"))
          #expect(said.output.contains("O'Brien"))
        }
        for version in [["-tls1_1"], ["-tls1"]] {
          let old = try await openssl(
            to: api.port,
            files,
            version + ["-cipher", "ALL:@SECLEVEL=0"],
            saying: request
          )
          #expect(!old.output.contains("HTTP/1.1"))
        }
        // In the clear nobody is answered.
        let plain = try await Wire.send(Array(request.utf8), to: api.port)
        #expect(!String(decoding: plain, as: UTF8.self).contains("HTTP/1.1 200"))
      }
    }
  }

  @Test func `a certificate that cannot be read is named`() async throws {
    try await withCertificate { files in
      for broken in [
        TLSFiles(certificate: "/nowhere/certificate.pem", key: files.key),
        TLSFiles(certificate: files.certificate, key: "/nowhere/key.pem"),
        TLSFiles(certificate: files.key, key: files.key),
        TLSFiles(certificate: files.certificate, key: files.certificate),
      ] {
        var options = APIOptions()
        options.tls = broken
        let refused = await #expect(throws: TLSFiles.Unreadable.self) {
          try await ServedAPI.with(options: options) { _ in }
        }
        let path = broken.certificate == files.certificate ? broken.key : broken.certificate
        #expect(refused?.description.contains(path) == true)
      }
    }
  }

  private func withCertificate(_ body: (TLSFiles) async throws -> Void) async throws {
    let directory = NSTemporaryDirectory() + "heartly-tls-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(
      atPath: directory,
      withIntermediateDirectories: true
    )
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let files = TLSFiles(certificate: "\(directory)/cert.pem", key: "\(directory)/key.pem")
    let made = try await run(
      .name("openssl"),
      arguments: [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", files.key, "-out", files.certificate,
      ],
      output: .discarded,
      error: .string(limit: 65_536)
    )
    try #require(made.terminationStatus.isSuccess, "\(made.standardError)")
    try await body(files)
  }

  private func openssl(
    to port: Int,
    _ files: TLSFiles,
    _ options: [String],
    saying request: String
  ) async throws -> (output: String, error: String) {
    let result = try await run(
      .name("openssl"),
      arguments: Arguments(
        [
          "s_client", "-quiet", "-connect", "127.0.0.1:\(port)", "-servername", "localhost",
          "-CAfile", files.certificate, "-verify_return_error",
        ] + options
      ),
      input: .string(request),
      output: .string(limit: 1_000_000),
      error: .string(limit: 1_000_000)
    )
    return (result.standardOutput, result.standardError)
  }
}
