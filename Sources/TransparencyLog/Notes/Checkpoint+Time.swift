extension Checkpoint {
  /// When it was signed, by the clock of whoever signed: the extension line `time
  /// 2026-11-24T19:43:03Z`.
  public var time: Timestamp? {
    get {
      extensions.lazy.compactMap { line in
        line.hasPrefix(Self.mark) ? Timestamp(line.dropFirst(Self.mark.count).utf8) : nil
      }.first
    }
    set {
      extensions.removeAll { $0.hasPrefix(Self.mark) }
      if let newValue { extensions.append(Self.mark + newValue.description) }
    }
  }

  private static let mark = "time "
}
