import MigrateLint

/// Places tables in layers from left to right, each to the right of those that it refers to, and leads
/// the lines between them through the gaps.
///
/// All references to one table share a trunk. A trunk passes a layer in a lane between two boxes, so that
/// no line runs through a box. Everything is decided by the tables' order, so that the same tables make
/// the same picture.
struct DiagramLayout {
  /// A box, or a lane that a trunk takes through a layer.
  struct Node {
    /// The table's index; nil for a lane.
    var table: Int?
    /// Whose trunk it is, for a lane.
    var net = -1
    var layer = 0
    var height = 0
    var y = 0
  }

  /// Whose references come from one box: they leave it at one point.
  struct Net {
    /// The node that they leave, at its right side.
    var source: Int
    /// The row at whose right side they leave it, where it is the one that refers; nil for the head.
    var sourceRow: Int?
    /// The lanes, by layer.
    var lanes: [Int: Int] = [:]
    /// Where they end, at the left side of a box.
    var ends: [End] = []
  }

  struct End {
    var node: Int
    /// The row of the box, or nil for its head.
    var row: Int?
    var key: SchemaOutline.ForeignKey
    /// Whether the box on the right is the one that is referred to, as in a ring of references.
    var isReversed: Bool
  }

  /// A reference of a table to itself.
  struct Loop {
    var node: Int
    var row: Int?
    var key: SchemaOutline.ForeignKey
  }

  let tables: [DiagramTable]
  private(set) var nodes: [Node] = []
  private(set) var nets: [Net] = []
  private(set) var loops: [Loop] = []
  /// The nodes of each layer from the top.
  private(set) var layers: [[Int]] = []

  private let heights: [Int]
  private static let gap = 36
  private static let laneHeight = 18
  private static let sweeps = 12

  init(tables: [DiagramTable], heights: [Int]) {
    self.tables = tables
    self.heights = heights
    nodes = tables.indices.map { Node(table: $0, height: heights[$0]) }
    let order = topologicalOrder()
    placeInLayers(order)
    connect(order)
    makeLanes()
    orderLayers()
    placeVertically()
  }

  // MARK: Layers

  /// The targets of each table's references, without the table itself.
  private func targets(of table: Int, _ index: [QualifiedRelation: Int]) -> [Int] {
    Set(tables[table].foreignKeys.compactMap { index[$0.target] }).subtracting([table]).sorted()
  }

  private var index: [QualifiedRelation: Int] {
    Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.name, $0) })
  }

  /// What is referred to first. In a ring one reference counts for nothing.
  private func topologicalOrder() -> [Int] {
    let index = index
    var order: [Int] = []
    var seen: Set<Int> = []
    for start in tables.indices {
      var stack = [(table: start, rest: targets(of: start, index)[...])]
      guard seen.insert(start).inserted else { continue }
      while let top = stack.last {
        if let next = top.rest.first {
          stack[stack.count - 1].rest.removeFirst()
          if seen.insert(next).inserted { stack.append((next, targets(of: next, index)[...])) }
        } else {
          order.append(top.table)
          stack.removeLast()
        }
      }
    }
    return order
  }

  /// Each table in the first layer behind its targets that has room. How high a layer may be is chosen
  /// so that the picture is a little wider than high.
  private mutating func placeInLayers(_ order: [Int]) {
    let (index, total) = (index, heights.reduce(0) { $0 + $1 + Self.gap })
    let position = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    // What refers to nothing and to which nothing refers fills what is left.
    let referred = Set(tables.indices.flatMap { targets(of: $0, index) })
    let lonely = order.filter { !referred.contains($0) && targets(of: $0, index).isEmpty }
    let sorted = order.filter { !lonely.contains($0) } + lonely
    var best: (badness: Double, layers: [Int])?
    for count in 1...max(1, min(12, tables.count)) {
      let limit = max(heights.max() ?? 0, total / count) + Self.gap
      var (fill, chosen) = ([Int](), [Int](repeating: 0, count: tables.count))
      for table in sorted {
        let behind = targets(of: table, index).filter {
          position[$0, default: 0] < position[table, default: 0]
        }.map { chosen[$0] + 1 }.max()
        var layer = behind ?? 0
        while layer < fill.count, fill[layer] > 0, fill[layer] + heights[table] > limit {
          layer += 1
        }
        while fill.count <= layer { fill.append(0) }
        fill[layer] += heights[table] + Self.gap
        chosen[table] = layer
      }
      let ratio = Double(fill.count * 420) / Double(max(1, fill.max() ?? 1))
      let badness = ratio > 1.5 ? ratio / 1.5 : 1.5 / ratio
      if badness < best?.badness ?? .infinity { best = (badness, chosen) }
    }
    for (table, layer) in (best?.layers ?? []).enumerated() { nodes[table].layer = layer }
    layers = Array(repeating: [], count: (nodes.map(\.layer).max() ?? 0) + 1)
    for node in order { layers[nodes[node].layer].append(node) }
  }

  // MARK: Lines

  private mutating func connect(_ order: [Int]) {
    let index = index
    var trunks: [Int: Int] = [:]
    for table in order {
      for key in tables[table].foreignKeys {
        guard let target = index[key.target] else { continue }
        let row = tables[table].columns.firstIndex { $0.name == key.columns.last }
        if target == table {
          loops.append(Loop(node: table, row: row, key: key))
        } else if nodes[target].layer < nodes[table].layer {
          let net = trunks[target] ?? nets.count
          if net == nets.count { nets.append(Net(source: target)) }
          trunks[target] = net
          nets[net].ends.append(End(node: table, row: row, key: key, isReversed: false))
        } else if nodes[target].layer > nodes[table].layer {
          nets.append(
            Net(
              source: table,
              sourceRow: row,
              ends: [End(node: target, row: nil, key: key, isReversed: true)]
            )
          )
        }
      }
    }
  }

  private mutating func makeLanes() {
    for net in nets.indices {
      let first = nodes[nets[net].source].layer + 1
      let last = nets[net].ends.map { nodes[$0.node].layer }.max() ?? first
      for layer in first..<max(first, last) {
        nodes.append(Node(net: net, layer: layer, height: Self.laneHeight))
        nets[net].lanes[layer] = nodes.count - 1
        layers[layer].append(nodes.count - 1)
      }
    }
  }

  // MARK: Order

  /// What each node is joined to in the layer before, and in the layer behind.
  private var neighbours: (before: [[Int]], behind: [[Int]]) {
    var before = Array(repeating: [Int](), count: nodes.count)
    var behind = before
    for net in nets {
      let start = nodes[net.source].layer
      func node(in layer: Int) -> Int {
        layer == start ? net.source : net.lanes[layer] ?? net.source
      }
      for (layer, lane) in net.lanes { before[lane].append(node(in: layer - 1)) }
      for end in net.ends { before[end.node].append(node(in: nodes[end.node].layer - 1)) }
    }
    for (node, others) in before.enumerated() { for other in others { behind[other].append(node) } }
    return (before, behind)
  }

  /// Moves each node to the middle of its neighbours, to and fro, and keeps the order with the fewest
  /// crossings.
  private mutating func orderLayers() {
    let (before, behind) = neighbours
    var best = (crossings: crossings(before), layers: layers)
    for sweep in 0..<Self.sweeps {
      let isForward = sweep % 2 == 0
      let numbers = isForward ? Array(layers.indices) : layers.indices.reversed()
      for layer in numbers {
        var place = Array(repeating: 0.0, count: nodes.count)
        for other in layers {
          for (index, node) in other.enumerated() { place[node] = Double(index) }
        }
        let keys = layers[layer].map { node -> (Double, Double, Int) in
          let others = isForward ? before[node] : behind[node]
          let middle = others.map { place[$0] }.reduce(0, +) / Double(max(1, others.count))
          return (others.isEmpty ? place[node] : middle, place[node], node)
        }
        layers[layer] = keys.sorted { $0 < $1 }.map(\.2)
      }
      let found = crossings(before)
      if found < best.crossings { best = (found, layers) }
    }
    layers = best.layers
  }

  private func crossings(_ before: [[Int]]) -> Int {
    var place = Array(repeating: 0, count: nodes.count)
    for layer in layers { for (index, node) in layer.enumerated() { place[node] = index } }
    return layers.reduce(0) { sum, layer in
      let lines = layer.flatMap { node in before[node].map { (from: place[$0], to: place[node]) } }
      return sum
        + lines.indices.reduce(0) { sum, first in
          sum
            + lines[(first + 1)...].count {
              ($0.from - lines[first].from) * ($0.to - lines[first].to) < 0
            }
        }
    }
  }

  // MARK: Heights

  /// Moves nodes towards their neighbours as far as the others of their layer let them.
  private mutating func placeVertically() {
    let (before, behind) = neighbours
    for layer in layers { stack(layer, wanted: layer.map { _ in 0 }) }
    for sweep in 0..<Self.sweeps {
      for layer in sweep % 2 == 0 ? layers : layers.reversed() {
        let wanted = layer.map { node in
          let others = before[node] + behind[node]
          guard !others.isEmpty else { return nodes[node].y }
          let middle = others.reduce(0) { $0 + nodes[$1].y + nodes[$1].height / 2 } / others.count
          return middle - nodes[node].height / 2
        }
        stack(layer, wanted: wanted)
      }
    }
    let top = nodes.map(\.y).min() ?? 0
    // Rows of all boxes are on one grid, lanes between its lines.
    for index in nodes.indices {
      nodes[index].y = (nodes[index].y - top) / Self.laneHeight * Self.laneHeight
    }
    for layer in layers { separate(layer) }
  }

  private mutating func stack(_ layer: [Int], wanted: [Int]) {
    var blocks: [(nodes: ArraySlice<Int>, top: Int, height: Int)] = []
    for (index, node) in layer.enumerated() {
      blocks.append((layer[index...index], wanted[index], nodes[node].height + space(below: node)))
      // Blocks that would overlap become one, in the middle of what they want.
      while blocks.count > 1, let lower = blocks.last,
        case let upper = blocks[blocks.count - 2], upper.top + upper.height > lower.top
      {
        let height = upper.height + lower.height
        let weight = (upper.nodes.count, lower.nodes.count)
        let top =
          (upper.top * weight.0 + (lower.top - upper.height) * weight.1) / (weight.0 + weight.1)
        blocks.removeLast(2)
        blocks.append((layer[upper.nodes.startIndex..<lower.nodes.endIndex], top, height))
      }
    }
    for block in blocks {
      var y = block.top
      for node in block.nodes {
        nodes[node].y = y
        y += nodes[node].height + space(below: node)
      }
    }
  }

  private mutating func separate(_ layer: [Int]) {
    var bottom = 0
    for node in layer {
      nodes[node].y = max(nodes[node].y, bottom)
      let next = nodes[node].y + nodes[node].height + space(below: node)
      bottom = (next + Self.laneHeight - 1) / Self.laneHeight * Self.laneHeight
    }
  }

  private func space(below node: Int) -> Int { nodes[node].table == nil ? 0 : Self.gap }
}
