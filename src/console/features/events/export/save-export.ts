import type { EventFilter } from '../../../../contract/events/filter.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { faultOf } from '../../../client/api.ts'
import { apiBase } from '../../../client/base.ts'
import { faultInBody } from '../../../client/fault-body.ts'
import { saveFile } from '../../../ui/save-file.ts'
import { RowCounter } from './row-counter.ts'

export type ExportFormat = 'csv' | 'jsonl'

export interface ExportOrder {
  format: ExportFormat
  filter: EventFilter
  limit: number
  /** Times of UTC; else of the reader's zone as it is now. */
  utc: boolean
}

/** How far an export is. */
export interface ExportProgress {
  entries: number
  bytes: number
  gaps: number
  cut: boolean
}

/** Where the file goes: pieces as they come, then its end. */
interface Target {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void> | void
  close(): Promise<void> | void
  abort(): Promise<void> | void
}

class ExportFault extends Error {
  readonly info: FaultInfo

  constructor(info: FaultInfo) {
    super(info.message)
    this.info = info
  }
}

/** What went wrong with an export; `undefined` when it was cancelled here. */
export function exportFaultOf(error: unknown): FaultInfo | undefined {
  if (error instanceof ExportFault) return error.info
  if (error instanceof DOMException && error.name === 'AbortError') return undefined
  return faultOf(error)
}

/**
 * Reads an export and hands it to the browser as a file, or writes it into one that was chosen, piece by piece. Throws; see
 * `exportFaultOf`.
 */
export async function saveExport(
  order: ExportOrder,
  pick: FilePicker | undefined,
  progress: (now: ExportProgress) => void,
  signal: AbortSignal,
): Promise<{ name: string; end: ExportProgress }> {
  // Browsers open the dialog only right after a press.
  const suggested = `gantry-events-${new Date().toISOString().slice(0, 16).replace(':', '')}Z.${order.format}`
  const chosen = pick === undefined ? undefined : await pick({ suggestedName: suggested })
  const response = await fetch(exportUrl(order), { headers: { 'x-gantry': '1' }, signal })
  if (!response.ok) throw new ExportFault(await refusal(response))
  const name = chosen?.name ?? nameIn(response.headers.get('content-disposition')) ?? suggested
  const type = order.format === 'csv' ? 'text/csv' : 'application/x-ndjson'
  const target = chosen === undefined ? blobTarget(name, type) : await chosen.createWritable()
  const counter = new RowCounter(order.format)
  let bytes = 0
  const now = (): ExportProgress => ({
    entries: counter.entries,
    bytes,
    gaps: counter.gaps,
    cut: counter.cut,
  })
  try {
    const reader = response.body?.getReader()
    while (reader !== undefined) {
      const { done, value } = await reader.read()
      if (done) break
      counter.add(value)
      bytes += value.length
      await target.write(value)
      progress(now())
    }
    signal.throwIfAborted()
    await target.close()
  } catch (error) {
    await target.abort()
    if (error instanceof TypeError)
      throw new ExportFault({
        kind: 'unavailable',
        message: `The connection broke after ${counter.entries.toLocaleString('en')} entries.`,
        advice: 'Nothing was saved. Try again.',
      })
    throw error
  }
  return { name, end: now() }
}

export function exportUrl({ format, filter, limit, utc }: ExportOrder, now = new Date()): string {
  const query = new URLSearchParams({
    format,
    filter: JSON.stringify(filter),
    limit: String(limit),
    tz: utc ? 'utc' : String(-now.getTimezoneOffset()),
  })
  return `${apiBase()}/events/export?${query}`
}

function nameIn(disposition: string | null): string | undefined {
  return /filename="([^"/\\]+)"/.exec(disposition ?? '')?.[1]
}

async function refusal(response: Response): Promise<FaultInfo> {
  const told = faultInBody(await response.text())
  return told ?? { kind: 'protocol', message: `The server answered ${response.status}.` }
}

/** Collects pieces in memory; an export has an end. */
function blobTarget(name: string, type: string): Target {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  return {
    write: (piece) => void pieces.push(piece),
    close: () => saveFile(pieces, name, type),
    abort: () => {},
  }
}

type FilePicker = (options: {
  suggestedName: string
}) => Promise<{ name: string; createWritable(): Promise<Target> }>

/** Lets the reader choose a file to write into, where the browser can. */
export function filePicker(): FilePicker | undefined {
  // Not yet among the types of the DOM.
  const host: { showSaveFilePicker?: FilePicker } = window as never
  return host.showSaveFilePicker?.bind(window)
}
