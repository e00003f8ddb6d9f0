import type { FaultInfo } from '../../../../contract/fault.ts'
import type { GuestAuth } from '../../../../contract/guest/command.ts'
import { api, faultOf } from '../../../client/api.ts'
import { apiBase } from '../../../client/base.ts'
import { faultInBody } from '../../../client/fault-body.ts'

export interface FilePlace {
  system: string
  vm: string
  auth: GuestAuth
  /** Absolute path in the guest. */
  path: string
}

/** Called as bytes pass; `total` where it is known. */
export type Progress = (done: number, total: number | undefined) => void

/** What went wrong with a file on its way. */
export class TransferFault extends Error {
  readonly info: FaultInfo

  constructor(info: FaultInfo) {
    super(info.message)
    this.name = 'TransferFault'
    this.info = info
  }
}

/** What any error of a transfer means to the reader; `undefined` when it was cancelled here. */
export function transferFaultOf(error: unknown): FaultInfo | undefined {
  if (error instanceof TransferFault) return error.info
  if (error instanceof DOMException && error.name === 'AbortError') return undefined
  return faultOf(error)
}

/** A larger one is saved by the browser itself, so that it never stands in the memory of the page. */
const largestInPage = 256 * 1024 ** 2

/** Fetches a file of a guest and hands it to the browser to keep. */
export async function downloadFile(
  place: FilePlace,
  sizeBytes: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<'saved' | 'handed-over'> {
  const { path } = place
  const name = path.split(/[\\/]/).at(-1) ?? 'file'
  const { id } = await api.guest.transfer(place, { signal })
  const url = urlOf(id)
  if (sizeBytes > largestInPage) {
    save(url, name)
    return 'handed-over'
  }
  const response = await fetch(url, { headers: { 'x-gantry': '1' }, signal })
  if (!response.ok) throw new TransferFault(faultIn(await response.text(), response.status))
  const length = response.headers.get('content-length')
  const total = length === null ? undefined : Number(length)
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let done = 0
  const reader = response.body?.getReader()
  while (reader !== undefined) {
    const part = await reader.read()
    if (part.done) break
    pieces.push(part.value)
    done += part.value.length
    progress(done, total)
  }
  if (total !== undefined && done !== total)
    throw new TransferFault({
      kind: 'unavailable',
      message: `Only ${done} of ${total} bytes arrived.`,
      advice: 'Try again.',
    })
  const blob = URL.createObjectURL(new Blob(pieces, { type: 'application/octet-stream' }))
  save(blob, name)
  // The browser has taken the address by then.
  setTimeout(() => URL.revokeObjectURL(blob), 10_000)
  return 'saved'
}

/** Puts a file into a guest. */
export async function uploadFile(
  place: FilePlace,
  file: File,
  overwrite: boolean,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { id } = await api.guest.transfer(
    { ...place, upload: { sizeBytes: file.size, overwrite } },
    { signal },
  )
  const { status, text } = await put(urlOf(id), file, progress, signal)
  if (status < 200 || status > 299) throw new TransferFault(faultIn(text, status))
}

function urlOf(id: string): string {
  return `${apiBase()}/transfers/${encodeURIComponent(id)}`
}

async function put(
  url: string,
  file: File,
  progress: Progress,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  // The demo may answer in place of `fetch` alone; it has no way on which progress could be seen.
  if (import.meta.env.MODE === 'demo') {
    const response = await fetch(url, { method: 'PUT', headers: { 'x-gantry': '1' }, body: file, signal })
    return { status: response.status, text: await response.text() }
  }
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    // `fetch` tells nothing of how far an upload is.
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.setRequestHeader('x-gantry', '1')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => progress(loaded, total)
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = () =>
      reject(
        new TransferFault({
          kind: 'unavailable',
          message: 'The connection broke while the file was sent.',
          advice: 'Look at what is in the guest, then try again.',
        }),
      )
    request.onabort = () => reject(new DOMException('Cancelled.', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

/** The fault of a refused transfer, as the server tells it in a body of JSON. */
export function faultIn(text: string, status: number): FaultInfo {
  return (
    faultInBody(text) ?? {
      kind: 'protocol',
      message: `The transfer was refused with status ${status}.`,
      code: String(status),
    }
  )
}

function save(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
