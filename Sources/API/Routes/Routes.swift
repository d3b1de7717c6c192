/// Every operation of the API.
enum Routes {
  static let all: [Route] = ClientRoutes.all + DocumentationRoutes.all
}
