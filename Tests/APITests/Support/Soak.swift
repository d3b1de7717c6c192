import Foundation

/// Whether tests may take their time: `make soak` sets `HEARTLY_SOAK`.
enum Soak {
  static let isOn = ProcessInfo.processInfo.environment["HEARTLY_SOAK"] != nil
}
