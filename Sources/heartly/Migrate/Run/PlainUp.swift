import Migrate

/// `heartly migrate up` in the words in which programs and people mostly write it, understood without
/// the command line's library.
///
/// That builds a description of every option by reflection, for which Swift searches all
/// conformances of the program: 2 to 3 ms, more than all else that a run with nothing to do takes in
/// this program. Whatever is not as plain as below, mistakes and calls for help among it, is the
/// library's.
enum PlainUp {
  /// The task that the words ask for; nil where the library must look at them.
  static func task(_ words: some Collection<String>) -> MigrateTask? {
    var words = words[...]
    guard words.popFirst() == "migrate", words.popFirst() == "up" else { return nil }
    // No dictionary: the first of a kind costs a search through all conformances.
    var (directory, url, cluster): (String?, String?, String?)
    var isInspected = true
    while let word = words.popFirst() {
      switch word {
      case "--no-lint":
        guard isInspected else { return nil }
        isInspected = false
      case "--directory":
        guard directory == nil, let value = plainValue(&words) else { return nil }
        directory = value
      case "--database-url":
        guard url == nil, let value = plainValue(&words) else { return nil }
        url = value
      case "--cluster-directory":
        guard cluster == nil, let value = plainValue(&words) else { return nil }
        cluster = value
      default: return nil
      }
    }
    var task = MigrateTask(
      directory: directory ?? DirectoryOptions.usual,
      database: DatabaseChoice(url: url, clusterDirectory: cluster)
    )
    task.isInspected = isInspected
    return task
  }

  private static func plainValue<Words: Collection<String>>(
    _ words: inout Words
  ) -> String? where Words.SubSequence == Words {
    guard let value = words.popFirst(), !value.isEmpty, !value.hasPrefix("-") else { return nil }
    return value
  }
}
