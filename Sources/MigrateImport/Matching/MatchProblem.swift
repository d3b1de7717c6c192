public import Migrate

/// How an entry of another tool and the files do not fit together.
public enum MatchProblem: Sendable, Hashable {
  /// An entry that has no file.
  case entryWithoutFile(ForeignTool, label: String)
  /// An entry whose name fits several files.
  case ambiguous(ForeignTool, label: String, files: [MigrationIdentifier])
  /// An entry and a file of one version under different names.
  case namesDiffer(ForeignTool, label: String, name: String, file: MigrationIdentifier)
  /// Two entries that lead to one file.
  case sameFile(MigrationIdentifier, labels: [String])
  /// A file that the tool does not know, though a newer one is applied.
  case fileWithoutEntry(ForeignTool, MigrationIdentifier, newestApplied: MigrationIdentifier)
  /// The mapping file names a version that no file has.
  case unknownTarget(label: String, MigrationVersion)
}

extension MatchProblem: CustomStringConvertible {
  /// What is wrong and the way out.
  public var description: String {
    switch self {
    case .entryWithoutFile(let tool, let label):
      "\(tool) has applied \(label), for which there is no file; add the pair, or say in a --map file "
        + "which one it is (`\(label) VERSION`, or `\(label) -` for none)"
    case .ambiguous(let tool, let label, let files):
      "\(label), which \(tool) has applied, may be each of "
        + "\(files.map(\.description).joined(separator: ", ")); say in a --map file which one it is"
    case .namesDiffer(_, let label, let name, let file):
      "\(label) is called \(name), but the file of this version is \(file); if it is the same "
        + "migration, say so in a --map file (`\(label) \(file.version)`)"
    case .sameFile(let file, let labels):
      "\(labels.joined(separator: " and ")) both lead to \(file); say in a --map file which one it is"
    case .fileWithoutEntry(let tool, let file, let newest):
      "\(file) is not applied according to \(tool), though \(newest) is; apply it with \(tool) first, or "
        + "give the file a newer version"
    case .unknownTarget(let label, let version):
      "the mapping leads \(label) to version \(version), which no file has"
    }
  }
}
