import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { RequestPreview } from '../../../../contract/job.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { restClone } from './rest-clone.ts'
import { type CloneParts, vimClone } from './vim-clone.ts'

/** The requests of a copy in the order in which they are sent, secrets masked. */
export function previewOf(
  parts: CloneParts,
  way: 'rest' | 'task',
  { vim, rest }: { vim: VimClient; rest: RestClient | undefined },
): RequestPreview[] {
  return way === 'rest' && rest !== undefined ? [restPreview(parts.order, rest)] : [vimPreview(parts, vim)]
}

function restPreview(order: CloneOrder, rest: RestClient): RequestPreview {
  const { method, path, body } = restClone(order, rest.dialect, true)
  return {
    method,
    path,
    contentType: 'application/json',
    body: JSON.stringify(body, undefined, 2),
    note: 'Answers with a task that is followed.',
  }
}

function vimPreview(parts: CloneParts, vim: VimClient): RequestPreview {
  const { target, method, args } = vimClone(parts, vim.dialect, true)
  const { path, init } = vim.written(target, method, args)
  const contentType = new Headers(init.headers).get('content-type')
  // Both codecs write text.
  const body = init.body as string
  return {
    method: init.method ?? 'POST',
    path,
    ...(contentType === null ? {} : { contentType }),
    body: contentType === 'application/json' ? JSON.stringify(JSON.parse(body), undefined, 2) : body,
    note: 'Answers with a task that is followed.',
  }
}
