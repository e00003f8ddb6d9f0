/**
 * Readable names of the engine's operating system types. The engine knows them under `/operatingsystems`,
 * in its own list per release; families with a number are composed so that newer ones read well, too.
 */
const exact: Record<string, string> = {
  other: 'Other OS',
  other_linux: 'Linux',
  other_linux_s390x: 'Linux (s390x)',
  other_linux_ppc64: 'Linux (ppc64)',
  other_ppc64: 'Other OS (ppc64)',
  other_s390x: 'Other OS (s390x)',
  otherlinux: 'Linux',
  freebsd: 'FreeBSD 9.2',
  freebsdx64: 'FreeBSD 9.2 x64',
  sles_11: 'SUSE Linux Enterprise Server 11',
  windows_xp: 'Windows XP',
  windows_7: 'Windows 7',
  windows_7x64: 'Windows 7 x64',
  windows_8: 'Windows 8',
  windows_8x64: 'Windows 8 x64',
  windows_10: 'Windows 10',
  windows_10x64: 'Windows 10 x64',
  windows_11: 'Windows 11',
}

/** `rhel_8x64` → `Red Hat Enterprise Linux 8 x64`; what is not known is returned as it is. */
export function osName(type: string): string {
  const known = exact[type.toLowerCase()]
  if (known !== undefined) return known
  return redHat(type) ?? windows(type) ?? distribution(type) ?? type
}

function redHat(type: string): string | undefined {
  const [, number, suffix] =
    /^(?:rhel_|rhel)(\d+)(?:_\d+_plus_?)?(x64|_ppc64|_s390x|ppc64|s390x)?$/i.exec(type) ?? []
  if (number === undefined) return undefined
  return `Red Hat Enterprise Linux ${number}${architecture(suffix)}`
}

function windows(type: string): string | undefined {
  const [, year, release, suffix] = /^windows_?(20\d\d|20\d\d)(r2)?_?(x64)?$/i.exec(type) ?? []
  if (year === undefined) return undefined
  return `Windows Server ${year}${release === undefined ? '' : ' R2'}${architecture(suffix)}`
}

const distributions: Record<string, string> = {
  ubuntu: 'Ubuntu',
  debian: 'Debian',
  sles: 'SUSE Linux Enterprise Server',
  rhcos: 'Red Hat Enterprise Linux CoreOS',
}

function distribution(type: string): string | undefined {
  const [, name = '', version, suffix] = /^([a-z]+)_(\d+(?:_\d+)?)(x64|_ppc64|_s390x)?$/i.exec(type) ?? []
  const known = distributions[name.toLowerCase()]
  if (known === undefined || version === undefined) return undefined
  return `${known} ${version.replace('_', '.')}${architecture(suffix)}`
}

function architecture(suffix: string | undefined): string {
  return suffix === undefined ? '' : ` ${suffix.replace('_', '').toLowerCase()}`
}
