import API
import Access
import CareFixture
import InMemoryTracing
import Instrumentation
import Testing
import Tracing

/// What a backend for traces is told of requests.
@Suite struct SpanTests {
  let sunrise = Organisation.sunriseCare

  /// Keeps the spans of the whole process, whose tests run side by side.
  private static let tracer: InMemoryTracer = {
    let tracer = InMemoryTracer(
      idGenerator: .init(
        nextTraceID: { "\(ID<Request>.new())" },
        nextSpanID: { "\(ID<Request>.new())" }
      ),
      recordInjections: false,
      recordExtractions: false
    )
    InstrumentationSystem.bootstrap(MultiplexInstrument([tracer, TraceParent()]))
    return tracer
  }()

  /// Reads `00-TRACE-SPAN-01` (W3C Trace Context, section 3.2), as a backend's own instrument does.
  private struct TraceParent: Instrument {
    func extract<Carrier, Extract: Extractor>(
      _ carrier: Carrier,
      into context: inout ServiceContext,
      using extractor: Extract
    ) where Extract.Carrier == Carrier {
      let parts = extractor.extract(key: "traceparent", from: carrier)?.split(separator: "-") ?? []
      guard parts.count == 4 else { return }
      context.inMemorySpanContext = InMemorySpanContext(
        traceID: String(parts[1]),
        spanID: String(parts[2]),
        parentSpanID: nil
      )
    }

    func inject<Carrier, Inject: Injector>(
      _ context: ServiceContext,
      into carrier: inout Carrier,
      using injector: Inject
    ) where Inject.Carrier == Carrier {}
  }

  private func spans(_ trace: String) -> [FinishedInMemorySpan] {
    Self.tracer.finishedSpans.filter { $0.traceID == trace }
  }

  @Test func `a proxy's trace goes on here, and the database's part is in it`() async throws {
    _ = Self.tracer
    var options = APIOptions()
    options.trustedProxies = [try #require(Network("127.0.0.1"))]
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    try await ServedAPI.with(options: options) { api in
      let header = "traceparent: 00-\(trace)-00f067aa0ba902b7-01"
      let good = try await api.send("GET", "/v1/clients/search?q=Brien", headers: [header])
      #expect(good.status == 200)
      let found = spans(trace)
      let request = try #require(found.first { $0.kind == .server })
      #expect(request.operationName == "GET /v1/clients/search")
      #expect(request.parentSpanID == "00f067aa0ba902b7")
      #expect(request.attributes["http.route"]?.toSpanAttribute() == .string("/v1/clients/search"))
      #expect(request.attributes["http.response.status_code"]?.toSpanAttribute() == .int64(200))
      let trips = found.filter { $0.kind == .client }
      #expect(trips.map(\.operationName) == ["PRINCIPAL", "SEARCH"])
      #expect(trips.allSatisfy { $0.parentSpanID == request.spanID })
      // Neither what was asked for nor who asked.
      for span in found {
        let told = "\(span.operationName) \(span.attributes)"
        #expect(!told.contains("Brien") && !told.contains("\(sunrise.person(.olivia))"))
      }
    }
  }

  @Test func `a trace that anybody could have written is not gone on with`() async throws {
    _ = Self.tracer
    let trace = "11111111111111111111111111111111"
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "GET",
        "/v1/clients",
        headers: ["traceparent: 00-\(trace)-00f067aa0ba902b7-01"]
      )
      #expect(answer.status == 200)
      #expect(spans(trace).isEmpty)
    }
  }
}
