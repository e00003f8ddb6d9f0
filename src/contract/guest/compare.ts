/** Outputs of many guests side by side: which are the same, and how two differ. Pure; texts in, lines out. */

export interface OutputGroup<T> {
  /** In the order in which they were given. */
  members: T[]
  text: string
}

/** Groups what wrote the same text, the largest group first. Line ends of Windows count as line ends. */
export function groupedOutputs<T>(outputs: readonly { of: T; text: string }[]): OutputGroup<T>[] {
  const groups = new Map<string, OutputGroup<T>>()
  for (const { of, text } of outputs) {
    const plain = withPlainEnds(text)
    const group = groups.get(plain)
    if (group === undefined) groups.set(plain, { members: [of], text: plain })
    else group.members.push(of)
  }
  return [...groups.values()].sort((a, b) => b.members.length - a.members.length)
}

/** E.g. `All 40 the same.`, `38 the same, 2 differ.`, `All 3 differ from each other.` */
export function groupsSentence(groups: readonly Pick<OutputGroup<unknown>, 'members'>[]): string {
  const total = groups.reduce((sum, { members }) => sum + members.length, 0)
  const largest = groups[0]?.members.length ?? 0
  if (total === 0) return 'No output yet.'
  if (total === 1) return 'One output.'
  if (groups.length === 1) return `All ${total} the same.`
  if (largest === 1) return `All ${total} differ from each other.`
  const others = total - largest
  return `${largest} the same, ${others} ${others === 1 ? 'differs' : 'differ'}.`
}

/** A line of both texts, of the left one only, or of the right one only. Numbers start at 1. */
export interface DifferenceRow {
  kind: 'same' | 'changed' | 'left' | 'right'
  left?: { number: number; text: string }
  right?: { number: number; text: string }
}

export interface Difference {
  rows: DifferenceRow[]
  /** Lines that only one side has; a changed line counts once on each side. */
  leftOnly: number
  rightOnly: number
  /** The texts differ so much that their middle is shown as one block instead of line by line. */
  coarse: boolean
  /** Lines at the end of either text that were not compared. */
  cut: number
}

/** So many lines of a text are compared, and so many differences are looked for one by one. */
const longestText = 50_000
const mostSteps = 1_500

/** How two texts differ, line by line, with the fewest changes. Takes no longer than a fraction of a second. */
export function lineDifference(left: string, right: string): Difference {
  const allLeft = linesOf(left)
  const allRight = linesOf(right)
  const a = allLeft.slice(0, longestText)
  const b = allRight.slice(0, longestText)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1
  const found = shortestEdits(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const kept = found ?? []
  const rows: DifferenceRow[] = []
  let x = 0
  let y = 0
  const line = (lines: readonly string[], index: number) => ({ number: index + 1, text: lines[index] ?? '' })
  const same = () => {
    rows.push({ kind: 'same', left: line(a, x), right: line(b, y) })
    x += 1
    y += 1
  }
  let leftOnly = 0
  let rightOnly = 0
  /** Sets what only the one side has beside what only the other one has, up to these lines. */
  const differ = (untilX: number, untilY: number) => {
    leftOnly += untilX - x
    rightOnly += untilY - y
    while (x < untilX || y < untilY) {
      const one = x < untilX ? line(a, x) : undefined
      const other = y < untilY ? line(b, y) : undefined
      if (one !== undefined && other !== undefined) rows.push({ kind: 'changed', left: one, right: other })
      else if (one !== undefined) rows.push({ kind: 'left', left: one })
      else if (other !== undefined) rows.push({ kind: 'right', right: other })
      if (one !== undefined) x += 1
      if (other !== undefined) y += 1
    }
  }
  while (x < start) same()
  for (const [keptX, keptY] of kept) {
    differ(start + keptX, start + keptY)
    same()
  }
  differ(a.length - end, b.length - end)
  while (x < a.length) same()
  const cut = allLeft.length - a.length + (allRight.length - b.length)
  return { rows, leftOnly, rightOnly, coarse: found === undefined, cut }
}

/**
 * Pairs of lines that both texts keep, by the greedy algorithm of Myers (1986); `undefined` when the texts are further
 * apart than is looked for.
 */
function shortestEdits(a: readonly string[], b: readonly string[]): [number, number][] | undefined {
  const most = Math.min(a.length + b.length, mostSteps)
  const furthest = new Int32Array(2 * most + 3)
  const at = (k: number) => furthest[k + most + 1] ?? 0
  const trace: Int32Array[] = []
  for (let d = 0; d <= most; d += 1) {
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1
      furthest[k + most + 1] = x
      if (x < a.length || x - k < b.length) continue
      return walkedBack(trace, a.length, b.length)
    }
    trace.push(furthest.slice(most + 1 - d, most + 2 + d))
  }
  return undefined
}

/** `trace[d]` holds how far each diagonal −d…d came with d changes. */
function walkedBack(trace: readonly Int32Array[], lastX: number, lastY: number): [number, number][] {
  const kept: [number, number][] = []
  let x = lastX
  let y = lastY
  for (let d = trace.length; d > 0; d -= 1) {
    const before = trace[d - 1]
    const at = (k: number) => before?.[k + d - 1] ?? -1
    const k = x - y
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1))
    const fromX = down ? at(k + 1) : at(k - 1)
    const fromY = fromX - (down ? k + 1 : k - 1)
    while (x > fromX && y > fromY && x > (down ? fromX : fromX + 1) && y > (down ? fromY + 1 : fromY)) {
      x -= 1
      y -= 1
      kept.push([x, y])
    }
    x = fromX
    y = fromY
  }
  while (x > 0 && y > 0) {
    x -= 1
    y -= 1
    kept.push([x, y])
  }
  return kept.reverse()
}

const withPlainEnds = (text: string) => text.replaceAll('\r\n', '\n')

function linesOf(text: string): string[] {
  if (text === '') return []
  return withPlainEnds(text).replace(/\n$/, '').split('\n')
}
