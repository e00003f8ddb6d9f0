import type { Draft } from '../draft.ts'
import { flagAt, listAt, textAt, valueAt, withoutEmpty, wordsOf } from './draft-paths.ts'

/** What the guest is told at this start; a system takes one of them. */
export type Initialize = 'none' | 'cloud-init' | 'sysprep'

/** A run once that changes nothing yet. Lists are texts as they are typed; `runOnceAction` makes the action of it. */
export const runOnceDraft: Draft = {
  initialize: 'none' satisfies Initialize,
  options: {
    pause: false,
    stateless: false,
    boot: ['', '', ''],
    cd: '',
    floppy: '',
    kernel: '',
    initrd: '',
    commandLine: '',
    display: '',
    hostId: '',
    domain: { name: '', userName: '', password: '' },
    cloudInit: { nics: [], dnsServers: '', dnsSearch: '' },
    sysprep: {},
  },
}

/** A card of the guest as the form begins it. */
export function newNic(count: number): Draft {
  return { name: `eth${count}`, protocol: 'dhcp', address: '', netmask: '', gateway: '', onBoot: true }
}

export function initializeOf(draft: Draft): Initialize {
  const value = draft.initialize
  return value === 'cloud-init' || value === 'sysprep' ? value : 'none'
}

/** The options that were filled in, and no others. */
export function runOnceAction(draft: Draft): Draft {
  const at = (path: string) => valueAt(draft, `options.${path}`)
  const boot = [...new Set(listAt(draft, 'options.boot'))].filter((device) => device !== '')
  const initialize = initializeOf(draft)
  const options = {
    ...(flagAt(draft, 'options.pause') ? { pause: true } : {}),
    ...(flagAt(draft, 'options.stateless') ? { stateless: true } : {}),
    ...(boot.length === 0 ? {} : { boot }),
    ...object(
      withoutEmpty({
        cd: at('cd'),
        floppy: at('floppy'),
        kernel: at('kernel'),
        initrd: at('initrd'),
        commandLine: at('commandLine'),
        display: at('display'),
        hostId: at('hostId'),
      }),
    ),
    ...domainOf(draft),
    ...(initialize === 'cloud-init' ? { cloudInit: cloudInitOf(draft) } : {}),
    ...(initialize === 'sysprep' ? { sysprep: object(withoutEmpty(at('sysprep'))) } : {}),
  }
  return { options }
}

function domainOf(draft: Draft): object {
  const filled = withoutEmpty(valueAt(draft, 'options.domain'))
  // An account without a domain is an error at the name.
  return filled === undefined
    ? {}
    : { domain: { ...object(filled), name: textAt(draft, 'options.domain.name') } }
}

function cloudInitOf(draft: Draft): object {
  const at = (key: string) => textAt(draft, `options.cloudInit.${key}`)
  const nics = listAt(draft, 'options.cloudInit.nics').map((_, index) => nicOf(draft, index))
  const dnsServers = wordsOf(at('dnsServers'))
  const dnsSearch = wordsOf(at('dnsSearch'))
  const { nics: _, dnsServers: __, dnsSearch: ___, ...rest } = object(valueAt(draft, 'options.cloudInit'))
  return {
    ...object(withoutEmpty(rest)),
    ...(nics.length === 0 ? {} : { nics }),
    ...(dnsServers.length === 0 ? {} : { dnsServers }),
    ...(dnsSearch.length === 0 ? {} : { dnsSearch }),
  }
}

/** Addresses count only where the card is static. */
function nicOf(draft: Draft, index: number): object {
  const at = (key: string) => textAt(draft, `options.cloudInit.nics.${index}.${key}`)
  const protocol = at('protocol')
  return {
    name: at('name'),
    protocol,
    onBoot: flagAt(draft, `options.cloudInit.nics.${index}.onBoot`),
    ...(protocol === 'static'
      ? object(withoutEmpty({ address: at('address'), netmask: at('netmask'), gateway: at('gateway') }))
      : {}),
  }
}

function object(value: unknown): Record<string, unknown> {
  // Checked here; a record is what any object can be read as.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
