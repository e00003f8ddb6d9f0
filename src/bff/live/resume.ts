/** How far a browser has followed one system: its rows, or its events. */
export interface ResumePoint {
  epoch: string
  seq: number
}

/** Reads `system:epoch:seq,…`; parts that make no sense are left out, the browser then gets a full read. */
export function parseResume(text: string | null | undefined): Map<string, ResumePoint> {
  const points = new Map<string, ResumePoint>()
  for (const part of (text ?? '').split(',')) {
    const match = /^([a-z0-9][a-z0-9-]*):([a-z0-9-]+):(\d{1,15})$/.exec(part.trim())
    if (match?.[1] !== undefined && match[2] !== undefined) {
      points.set(match[1], { epoch: match[2], seq: Number(match[3]) })
    }
  }
  return points
}
