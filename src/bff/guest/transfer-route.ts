import { Fault, toFault } from '../../contract/fault.ts'
import { faultResponse } from '../errors.ts'
import type { Guests } from '../hypervisors/guest-port.ts'
import type { Call } from '../procedures/call.ts'
import type { Transfer } from './transfers.ts'

const prefix = '/api/transfers/'

/** `GET` and `PUT /api/transfers/{id}`: the bytes of a file of a guest, as a stream. `undefined` for other requests. */
export async function transferRoute(request: Request, call: Call): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (!pathname.startsWith(prefix)) return undefined
  if (request.method !== 'GET' && request.method !== 'PUT') return undefined
  try {
    const transfer = call.core.transfers.take(pathname.slice(prefix.length), request.method === 'PUT')
    const session = call.sessions.need(transfer.system)
    if (session.userName !== transfer.userName)
      throw new Fault({ kind: 'forbidden', message: 'Another account prepared this transfer.' })
    const { guests } = call.core.system(transfer.system).hypervisor.connect(session)
    if (guests === undefined)
      throw new Fault({ kind: 'unsupported', message: 'This system has no files of guests.' })
    return request.method === 'PUT'
      ? await upload(request, transfer, guests)
      : await download(request, transfer, guests)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return faultResponse(toFault(error).info)
  }
}

async function download(request: Request, { vm, auth, path }: Transfer, guests: Guests): Promise<Response> {
  const { sizeBytes, body } = await guests.download(vm, auth, path, request.signal)
  const name = path.split(/[\\/]/).at(-1) ?? 'file'
  return new Response(body, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(sizeBytes),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      // A file of a guest is never a page of Gantry.
      'x-content-type-options': 'nosniff',
    },
  })
}

async function upload(
  request: Request,
  { vm, auth, path, upload: wanted }: Transfer,
  guests: Guests,
): Promise<Response> {
  const body = request.body ?? new Blob([]).stream()
  await guests.upload(
    vm,
    auth,
    { path, ...(wanted ?? { sizeBytes: 0, overwrite: false }) },
    body,
    request.signal,
  )
  return Response.json({})
}
