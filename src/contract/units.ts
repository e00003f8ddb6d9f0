const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/** Bytes as a short text with a binary unit: `1536` → `1.5 KiB`. */
export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined) return '–'
  let value = bytes
  let unit = 0
  while (Math.abs(value) >= 1024 && unit < binary.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = value >= 100 || Number.isInteger(value) ? 0 : 1
  return `${value.toFixed(digits)} ${binary[unit]}`
}

/** Milliseconds as the two largest units: `93_784_000` → `1 d 2 h`. */
export function formatDuration(ms: number | undefined): string {
  if (ms === undefined) return '–'
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor((seconds % 86_400) / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`
  if (minutes > 0) return `${minutes} min`
  return `${seconds} s`
}

/** MHz as `GHz` from 1,000 up. */
export function formatMhz(mhz: number | undefined): string {
  if (mhz === undefined) return '–'
  return mhz >= 1000 ? `${(mhz / 1000).toFixed(1)} GHz` : `${Math.round(mhz)} MHz`
}
