internal import HTTPTypes

/// The documentation of the API as OpenAPI 3.1 has it, made from the routes themselves.
struct Document {
  let routes: [Route]
  let schemas: [(name: String, schema: Schema)]

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("openapi", "3.1.0")
      writer.name("info")
      writer.object { writer in
        writer.member("title", "Heartly")
        writer.member("version", "1.0.0")
        writer.member(
          "description",
          """
          Care facilities, the people who work in them, and the residents. A request sees one \
          organisation's data, as far as its person may. Every reading is recorded.
          """
        )
      }
      writer.name("paths")
      writer.object { write(pathsTo: &$0) }
      writer.name("components")
      writer.object { write(componentsTo: &$0) }
    }
  }

  private func write(pathsTo writer: inout JSONWriter) {
    let byPath = Dictionary(grouping: routes, by: \.path)
    for path in byPath.keys.sorted() {
      writer.name(path)
      writer.object { writer in
        for route in byPath[path] ?? [] {
          writer.name(route.method.rawValue.lowercased())
          route.write(to: &writer)
        }
      }
    }
  }

  private func write(componentsTo writer: inout JSONWriter) {
    writer.name("schemas")
    writer.object { writer in
      for (name, schema) in schemas {
        writer.name(name)
        schema.write(to: &writer)
      }
    }
    writer.name("responses")
    writer.object { writer in
      for kind in Problem.Kind.allCases {
        writer.name(kind.rawValue)
        kind.write(responseTo: &writer)
      }
    }
    writer.name("securitySchemes")
    writer.object { writer in
      writer.name("accessToken")
      writer.object { writer in
        writer.member("type", "http")
        writer.member("scheme", "bearer")
        writer.member("bearerFormat", "JWT")
        writer.member("description", "An access token (RS256), as `heartly token issue` signs it.")
      }
    }
  }
}

extension Problem.Kind {
  fileprivate func write(responseTo writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("description", title)
      writer.name("content")
      writer.object { writer in
        writer.name("application/problem+json")
        writer.object { writer in
          writer.name("schema")
          Schema.reference("Problem").write(to: &writer)
          writer.name("example")
          Problem(kind: self).write(to: &writer)
        }
      }
    }
  }
}
