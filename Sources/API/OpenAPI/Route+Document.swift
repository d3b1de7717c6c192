internal import Access
internal import HTTPTypes

extension Route {
  /// Every refusal that the operation can answer with: its own, and those of the stages before it.
  var problems: [Problem.Kind] {
    var kinds: [Problem.Kind] = [
      .malformedRequest, .tooManyRequests, .internalError, .unavailable, .timedOut,
    ]
    if case .permission = access { kinds += [.unauthenticated, .forbidden] }
    if operation.body != nil { kinds += [.bodyTooLarge, .unsupportedMediaType, .invalid] }
    if !operation.queryNames.isEmpty { kinds.append(.invalid) }
    kinds += operation.problems
    return Problem.Kind.allCases.filter(kinds.contains)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("operationId", operation.id)
      writer.name("tags")
      writer.array([operation.tag]) { $0.string($1) }
      writer.member("summary", operation.summary)
      if let text = description { writer.member("description", text) }
      if case .permission(let permission) = access {
        writer.member("x-permission", permission.rawValue)
        writer.name("security")
        writer.array(["accessToken"]) { writer, name in
          writer.object { writer in
            writer.name(name)
            writer.array([String]()) { $0.string($1) }
          }
        }
      } else {
        writer.name("security")
        writer.array([String]()) { $0.string($1) }
      }
      if !operation.parameters.isEmpty {
        writer.name("parameters")
        writer.array(operation.parameters) { $1.write(to: &$0) }
      }
      if let body = operation.body { body.write(to: &writer) }
      writer.name("responses")
      writer.object { write(responsesTo: &$0) }
    }
  }

  private var description: String? {
    guard case .permission(let permission) = access else { return operation.description }
    return [operation.description, "Needs the permission `\(permission.rawValue)`."]
      .compactMap { $0 }.joined(separator: " ")
  }

  private func write(responsesTo writer: inout JSONWriter) {
    writer.name(String(operation.success.status.code))
    operation.success.write(to: &writer)
    // Several kinds can have one status.
    let byStatus = Dictionary(grouping: problems, by: \.status.code)
    for (status, kinds) in byStatus.sorted(by: { $0.key < $1.key }) {
      writer.name(String(status))
      writer.object { $0.member("$ref", "#/components/responses/\(kinds[0].rawValue)") }
    }
  }
}

extension Operation.Parameter {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", name)
      writer.member("in", place.rawValue)
      writer.member("required", isRequired)
      writer.member("description", description)
      writer.name("schema")
      schema.write(to: &writer)
    }
  }
}

extension Operation.Body {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.name("requestBody")
    writer.object { writer in
      writer.member("required", true)
      writer.name("content")
      writer.object { writer in
        writer.name(type.rawValue)
        writer.object { writer in
          writer.name("schema")
          schema.write(to: &writer)
        }
      }
    }
  }
}

extension Operation.Success {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("description", status.reasonPhrase)
      writer.name("headers")
      writer.object { writer in
        writer.name("X-Request-Id")
        Self.write(header: "Names the request, in logs and in the audit.", to: &writer)
        if hasETag {
          writer.name("ETag")
          Self.write(header: "The version, for If-Match.", to: &writer)
        }
        if hasPeriod {
          writer.name("Audit-Period")
          Self.write(
            header:
              "What was read: the first moment, `/`, and the first that is too late, or `..`.",
            to: &writer
          )
        }
        if status == .created {
          writer.name("Location")
          Self.write(header: "Where the new thing is.", to: &writer)
        }
      }
      guard let schema else { return }
      writer.name("content")
      writer.object { writer in
        writer.name(contentType)
        writer.object { writer in
          writer.name("schema")
          schema.write(to: &writer)
        }
      }
    }
  }

  private static func write(header description: String, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("description", description)
      writer.name("schema")
      Schema.string(.init()).write(to: &writer)
    }
  }
}
