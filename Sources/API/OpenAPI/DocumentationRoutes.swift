internal import HTTPTypes

/// The documentation, which holds no data.
enum DocumentationRoutes {
  static let all = [document, page]

  private static let access = Route.Access.open(reason: "It holds nobody's data.")

  private static let document = Route(
    method: .get,
    path: "/openapi.json",
    access: access,
    operation: Operation(
      id: "readDocument",
      tag: "Documentation",
      summary: "This documentation, as OpenAPI 3.1.",
      success: .init(status: .ok, schema: .object(.init(properties: [], isOpen: true)))
    )
  ) { _, _ in
    Answer { Document(routes: Routes.all, schemas: Schemas.all).write(to: &$0) }
  }

  private static let page = Route(
    method: .get,
    path: "/docs",
    access: access,
    operation: Operation(
      id: "readPage",
      tag: "Documentation",
      summary: "This documentation, for people.",
      success: .init(status: .ok, schema: .string(.init()), contentType: "text/html")
    )
  ) { _, _ in
    var answer = Answer(
      contentType: "text/html; charset=utf-8",
      body: Array(DocumentationPage(routes: Routes.all).html.utf8)
    )
    answer.headers[.contentSecurityPolicy] = DocumentationPage.contentSecurityPolicy
    return answer
  }
}
