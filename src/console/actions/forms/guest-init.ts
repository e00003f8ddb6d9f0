import type { Draft } from '../draft.ts'
import { flagAt, listAt, textAt, valueAt, withoutEmpty, wordsOf } from './draft-paths.ts'

/** What engines tell a guest at its first start, as forms hold it: lists are texts as they are typed. */
export const cloudInitDraft: Draft = { nics: [], dnsServers: '', dnsSearch: '' }

/** A card of the guest as the form begins it. */
export function newNic(count: number): Draft {
  return { name: `eth${count}`, protocol: 'dhcp', address: '', netmask: '', gateway: '', onBoot: true }
}

/** The options of cloud-init that were filled in at this path of a draft, and no others. */
export function cloudInitOf(draft: Draft, path: string): object {
  const at = (key: string) => textAt(draft, `${path}.${key}`)
  const nics = listAt(draft, `${path}.nics`).map((_, index) => nicOf(draft, `${path}.nics.${index}`))
  const dnsServers = wordsOf(at('dnsServers'))
  const dnsSearch = wordsOf(at('dnsSearch'))
  const { nics: _, dnsServers: __, dnsSearch: ___, ...rest } = object(valueAt(draft, path))
  return {
    ...object(withoutEmpty(rest)),
    ...(nics.length === 0 ? {} : { nics }),
    ...(dnsServers.length === 0 ? {} : { dnsServers }),
    ...(dnsSearch.length === 0 ? {} : { dnsSearch }),
  }
}

/** Addresses count only where the card is static. */
function nicOf(draft: Draft, path: string): object {
  const at = (key: string) => textAt(draft, `${path}.${key}`)
  const protocol = at('protocol')
  return {
    name: at('name'),
    protocol,
    onBoot: flagAt(draft, `${path}.onBoot`),
    ...(protocol === 'static'
      ? object(withoutEmpty({ address: at('address'), netmask: at('netmask'), gateway: at('gateway') }))
      : {}),
  }
}

/** The options of sysprep that were filled in at this path of a draft, and no others. */
export function sysprepOf(draft: Draft, path: string): object {
  return object(withoutEmpty(valueAt(draft, path)))
}

/** The value as a record; an empty one where it is none. */
export function object(value: unknown): Record<string, unknown> {
  // Checked here; a record is what any object can be read as.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
