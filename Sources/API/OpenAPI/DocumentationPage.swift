internal import Access
internal import Crypto
internal import Foundation
internal import HTTPTypes

/// The documentation for people: one page without a script, made from the same routes.
struct DocumentationPage {
  let routes: [Route]

  private static let style = """
    body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
    code{background:#f3f4f6;border-radius:4px;padding:0 .25rem}h2{margin-top:2.5rem}
    article{border-top:1px solid #d8dee4;padding:.75rem 0}h3{margin:0;font-size:1rem}
    table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .5rem;vertical-align:top}
    @media(prefers-color-scheme:dark){body{background:#14171a;color:#e6e8ea}code{background:#262b31}article{border-color:#333a41}}
    """

  /// What the browser may load: this page's own style, and nothing else.
  static var contentSecurityPolicy: String {
    let digest = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
    return "default-src 'none'; style-src 'sha256-\(digest)'; frame-ancestors 'none'"
  }

  var html: String {
    var html = """
      <!doctype html><html lang="en"><head><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width,initial-scale=1">\
      <title>Heartly API</title><style>\(Self.style)</style></head><body><h1>Heartly API</h1>\
      <p>For programs: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
      """
    let tags = routes.map(\.operation.tag).reduce(into: [String]()) { tags, tag in
      if !tags.contains(tag) { tags.append(tag) }
    }
    for tag in tags {
      html += "<h2>\(escaped(tag))</h2>"
      for route in routes where route.operation.tag == tag { html += article(of: route) }
    }
    html += "<h2>Problems</h2><table><tr><th>Status</th><th>Type</th><th>Meaning</th></tr>"
    for kind in Problem.Kind.allCases {
      html += """
        <tr><td>\(kind.status.code)</td><td><code>\(kind.rawValue)</code></td>\
        <td>\(escaped(kind.title))</td></tr>
        """
    }
    return html + "</table></body></html>"
  }

  private func article(of route: Route) -> String {
    var html = """
      <article id="\(route.operation.id)"><h3><code>\(route.method.rawValue) \
      \(escaped(route.path))</code></h3><p>\(escaped(route.operation.summary))
      """
    if let text = route.operation.description { html += " \(escaped(text))" }
    switch route.access {
    case .open: html += "</p><p>Open to anybody.</p>"
    case .permission(let needed): html += "</p><p>Needs <code>\(needed.rawValue)</code>.</p>"
    }
    if !route.operation.parameters.isEmpty {
      html += "<table>"
      for parameter in route.operation.parameters {
        html += """
          <tr><td><code>\(escaped(parameter.name))</code></td><td>\(parameter.place.rawValue)\
          \(parameter.isRequired ? ", required" : "")</td><td>\(escaped(parameter.description))</td></tr>
          """
      }
      html += "</table>"
    }
    return html + "</article>"
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
