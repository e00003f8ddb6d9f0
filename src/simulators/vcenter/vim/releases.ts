import type { VcenterVersion } from '../world.ts'

const known = [
  '8.0.3.0',
  '8.0.2.0',
  '8.0.1.0',
  '8.0.0.1',
  '7.0.3.2',
  '7.0.3.1',
  '7.0.3.0',
  '7.0.2.1',
  '7.0.2.0',
  '7.0.1.1',
  '7.0.1.0',
  '7.0.0.2',
  '7.0',
  '6.9.1',
  '6.8.7',
  '6.7.3',
  '6.7.2',
  '6.7.1',
  '6.7',
  '6.5',
  '6.0',
  '5.5',
  '5.1',
  '5.0',
  '4.1',
  '4.0',
  '2.5u2',
  '2.5',
  '2.0',
]

/** The newest release that a version speaks, as four numbers. */
export function releaseOf(version: VcenterVersion): string {
  return `${version}.0`
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0))
  for (let at = 0; at < 4; at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Whether `/sdk/vim25/{release}` exists: VI JSON came with 8.0.1. */
export function speaksJson(version: VcenterVersion, release: string): boolean {
  if (!known.includes(release)) return false
  return compareVersions(release, '8.0.1.0') >= 0 && compareVersions(release, releaseOf(version)) <= 0
}

/** The answer to `system?action=hello`: the first wanted release that is known, or nothing. */
export function agreeOn(version: VcenterVersion, wanted: readonly string[]): string {
  return (
    wanted.find((release) => known.includes(release) && compareVersions(release, releaseOf(version)) <= 0) ??
    ''
  )
}

/** `GET /sdk/vimServiceVersions.xml`; a development name stands among the numbers, as on a real server. */
export function serviceVersions(version: VcenterVersion): string {
  const newest = releaseOf(version)
  const prior = known.filter((release) => compareVersions(release, newest) < 0)
  const lines = ['uA046D008', ...prior].map((release) => `<version>${release}</version>`)
  return (
    '<?xml version="1.0" encoding="UTF-8" ?>\n' +
    '<namespaces version="1.0">\n <namespace>\n  <name>urn:vim25</name>\n' +
    `  <version>${newest}</version>\n  <priorVersions>\n   ${lines.join('\n   ')}\n  </priorVersions>\n` +
    ' </namespace>\n</namespaces>\n'
  )
}
