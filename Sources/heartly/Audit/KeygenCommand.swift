import ArgumentParser
import TransparencyLog

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct KeygenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keygen",
    abstract: "Make the key that signs checkpoints, and print its public half.",
    discussion: """
      The public half is also written beside the key, with .pub after its name: give it to whoever \
      verifies. Whoever has the key can sign anything; keep it away from the database's \
      administrators.
      """
  )

  @Option(
    help: ArgumentHelp(
      "Whose key it is: a URL without its scheme. The logs of all tenants are below it.",
      valueName: "name"
    )
  )
  var name = "heartly.local/audit"

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write, which must not exist.", valueName: "file")
  )
  var output = ".heartly/audit-key"

  func run() async throws {
    let key: NoteSigningKey
    do {
      key = try NoteSigningKey(name: name)
    } catch {
      throw ValidationError("--name \(name): \(error).")
    }
    try write(key.secretText + "\n", to: output, permissions: .ownerReadWrite)
    try write(
      "\(key.verifierKey)\n",
      to: output + ".pub",
      permissions: [.ownerReadWrite, .groupRead, .otherRead]
    )
    Output.line("\(key.verifierKey)")
  }

  private func write(_ text: String, to path: String, permissions: FilePermissions) throws {
    do {
      try Platform.makeDirectory(above: path)
      let file = try FileDescriptor.open(
        FilePath(path),
        .writeOnly,
        options: [.create, .exclusiveCreate],
        permissions: permissions
      )
      _ = try file.closeAfter { try file.writeAll(text.utf8) }
    } catch Errno.fileExists {
      throw Failure(message: "error: \(path) exists already, and a key is never replaced")
    } catch let error as Errno {
      throw Failure(message: "error: \(path) cannot be written: \(error)")
    }
  }
}
