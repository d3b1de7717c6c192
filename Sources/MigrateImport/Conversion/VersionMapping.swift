internal import Migrate

/// Gives the migrations of another tool numbers of ours.
///
/// Whole numbers stay as they are, whether they count or are times: our engine takes any, and the same
/// number in both tools needs no list to compare. Where one of a project's versions has dots, as Flyway's
/// may, each becomes *first* · 1,000,000 + *second* · 1,000 + *third*, so that `1.2` is 1002000 whatever
/// other versions there are.
struct VersionMapping {
  private let hasDots: Bool

  init(_ versions: [String]) { hasDots = versions.contains { $0.contains(".") } }

  /// The number, or why there is none.
  func version(of text: String) -> Result<MigrationVersion, Flaw> {
    guard hasDots else {
      guard let version = MigrationVersion(text) else { return .failure(.tooLarge) }
      return version == .zero ? .failure(.zero) : .success(version)
    }
    var parts = text.split(separator: ".").compactMap { Int64($0) }
    while parts.count > 3, parts.last == 0 { parts.removeLast() }
    guard parts.count <= 3 else { return .failure(.tooManyParts) }
    parts += Array(repeating: 0, count: 3 - parts.count)
    guard parts[1] < 1000, parts[2] < 1000, parts[0] < 1_000_000_000_000 else {
      return .failure(.tooLarge)
    }
    guard let version = MigrationVersion(parts[0] * 1_000_000 + parts[1] * 1000 + parts[2]),
      version > .zero
    else { return .failure(.zero) }
    return .success(version)
  }

  /// Why a version has no number.
  enum Flaw: String, Error {
    case zero = "version 0 is the state before every migration here; give it another version"
    case tooManyParts = "its version has more than three parts; give it a shorter one"
    case tooLarge =
      "its version does not fit: parts behind a dot are smaller than 1000; renumber it"
  }
}
