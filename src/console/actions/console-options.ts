import { type ConsoleOptions, consoleOptionsSchema } from '../../contract/vm.ts'

type Kind = ConsoleOptions['kind']

/** Names of the ways into a console. */
export const consoleNames: Readonly<Record<Kind, string>> = {
  webmks: 'WebMKS (for HTML consoles)',
  vmrc: 'VMware Remote Console',
  vnc: 'VNC',
  spice: 'SPICE',
}

/** What is typed; empty fields leave it to the system. */
export interface ConsoleDraft {
  kind: Kind | ''
  expirySeconds: number | string
  value: string
}

/** The request for a ticket, or what is wrong with it by field. */
export function consoleRequest(
  draft: ConsoleDraft,
): { options: ConsoleOptions; errors?: undefined } | { options?: undefined; errors: Map<string, string> } {
  if (draft.kind === '') return { errors: new Map([['kind', 'Choose a console.']]) }
  const { kind, expirySeconds, value } = draft
  const result = consoleOptionsSchema.safeParse({
    kind,
    ...(expirySeconds === '' ? {} : { expirySeconds }),
    ...(value === '' ? {} : { value }),
  })
  if (result.success) return { options: result.data }
  return {
    errors: new Map(result.error.issues.map(({ path, message }) => [path.map(String).join('.'), message])),
  }
}

/** Time that a ticket is still good for, in words: `1 min 5 s`; `undefined` once it is over. */
export function remaining(expiresAt: number, now: number): string | undefined {
  const seconds = Math.ceil((expiresAt - now) / 1000)
  if (seconds <= 0) return undefined
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}

/** Only what a viewer program takes may be a link; anything else a system says is shown as text. */
export function isViewerLink(url: string): boolean {
  return url.startsWith('vmrc://')
}
