import type { Customization } from '../../../../contract/clone/customization.ts'
import type { Draft } from '../../../actions/draft.ts'
import { flagAt, listAt, textAt, valueAt, withoutEmpty, wordsOf } from '../../../actions/forms/draft-paths.ts'
import { cloudInitDraft, cloudInitOf, object, sysprepOf } from '../../../actions/forms/guest-init.ts'
import type { CloneDraft } from '../wizard.ts'

type CustomizationDraft = CloneDraft['customization']

/** A network card of the guest as the form begins it. Lists are texts as they are typed. */
export const newAdapter: Draft = {
  ipv4: 'dhcp',
  address: '',
  netmask: '',
  gateways: '',
  ipv6: '',
  ipv6Gateways: '',
  dnsServers: '',
  dnsDomain: '',
  primaryWins: '',
  secondaryWins: '',
  netBios: '',
}

const network = { dnsServers: '', dnsSuffixes: '' }

/** What the fields of a kind start with; `cards` is how many network cards the copies have. */
export function newCustomization(kind: Customization['kind'], cards: number): CustomizationDraft {
  const adapters = Array.from({ length: cards }, () => newAdapter)
  switch (kind) {
    case 'none':
      return { kind }
    case 'stored':
      return { kind, name: '' }
    case 'linux':
      return {
        kind,
        hostName: '',
        domain: '',
        timeZone: '',
        hwClockUtc: true,
        password: '',
        script: '',
        ...network,
        adapters,
      }
    case 'windows':
      return {
        kind,
        hostName: '',
        fullName: '',
        organization: '',
        productKey: '',
        timeZone: '',
        password: '',
        autoLogonCount: '',
        commands: '',
        changeSid: true,
        deleteAccounts: false,
        membership: { kind: 'workgroup', name: 'WORKGROUP', userName: '', password: '' },
        ...network,
        adapters,
      }
    case 'cloud-init':
      return { kind, options: { ...cloudInitDraft } }
    case 'sysprep':
      return { kind, options: {} }
  }
}

/**
 * The customization of an order, as far as it is filled in: texts become lists and numbers, what is empty or does not
 * belong to a choice goes. Its paths stay those of the draft. `copies` give a static first card without an address one,
 * where each of them has its own.
 */
export function customizationOf(
  draft: CustomizationDraft,
  copies: readonly { address?: string | undefined; netmask?: string | undefined }[],
): unknown {
  switch (draft.kind) {
    case 'none':
      return { kind: 'none' }
    case 'stored':
      return { kind: 'stored', name: textAt(draft, 'name') }
    case 'cloud-init':
      return { kind: 'cloud-init', options: cloudInitOf(draft, 'options') }
    case 'sysprep':
      return { kind: 'sysprep', options: sysprepOf(draft, 'options') }
    case 'linux': {
      const { hostName, timeZone, password, script, hwClockUtc } = draft
      return {
        kind: 'linux',
        domain: textAt(draft, 'domain'),
        ...filled({ hostName, timeZone, password, script }),
        ...(typeof hwClockUtc === 'boolean' ? { hwClockUtc } : {}),
        ...networkOf(draft, copies),
      }
    }
    case 'windows':
      return windowsOf(draft, copies)
  }
}

function windowsOf(draft: CustomizationDraft, copies: Parameters<typeof customizationOf>[1]): object {
  const { hostName, productKey, password } = draft
  const logons = textAt(draft, 'autoLogonCount')
  const commands = textAt(draft, 'commands')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return {
    kind: 'windows',
    fullName: textAt(draft, 'fullName'),
    organization: textAt(draft, 'organization'),
    ...filled({ hostName, productKey, password }),
    timeZone: numberOf(textAt(draft, 'timeZone')),
    ...(logons === '' ? {} : { autoLogonCount: numberOf(logons) }),
    ...(commands.length === 0 ? {} : { commands }),
    changeSid: flagAt(draft, 'changeSid'),
    deleteAccounts: flagAt(draft, 'deleteAccounts'),
    membership:
      textAt(draft, 'membership.kind') === 'domain'
        ? valueAt(draft, 'membership')
        : { kind: 'workgroup', name: textAt(draft, 'membership.name') },
    ...networkOf(draft, copies),
  }
}

function networkOf(draft: CustomizationDraft, copies: Parameters<typeof customizationOf>[1]): object {
  const adapters = listAt(draft, 'adapters').map((_, index) => adapterOf(draft, index, copies))
  return { ...lists(draft, '', ['dnsServers', 'dnsSuffixes']), adapters }
}

function adapterOf(
  draft: CustomizationDraft,
  index: number,
  copies: Parameters<typeof customizationOf>[1],
): object {
  const path = `adapters.${index}.`
  const at = (key: string) => textAt(draft, `${path}${key}`)
  const fixed = at('ipv4') === 'static'
  const ipv6 = wordsOf(at('ipv6')).map(ipv6Of)
  return {
    ipv4: at('ipv4'),
    ...(fixed ? addressOf(draft, index, copies) : {}),
    ...(fixed ? lists(draft, path, ['gateways']) : {}),
    ...(ipv6.length === 0 ? {} : { ipv6 }),
    ...lists(draft, path, ['ipv6Gateways', 'dnsServers']),
    ...filled({ dnsDomain: at('dnsDomain') }),
    ...(draft.kind === 'windows'
      ? filled({
          primaryWins: at('primaryWins'),
          secondaryWins: at('secondaryWins'),
          netBios: at('netBios'),
        })
      : {}),
  }
}

/** The copies' own addresses take the place of this one, so any of them stands for it where all have one. */
function addressOf(
  draft: CustomizationDraft,
  index: number,
  copies: Parameters<typeof customizationOf>[1],
): object {
  const own = {
    address: textAt(draft, `adapters.${index}.address`),
    netmask: textAt(draft, `adapters.${index}.netmask`),
  }
  if (index > 0) return filled(own)
  for (const key of ['address', 'netmask'] as const) {
    const [first] = copies
    if (own[key] === '' && copies.every((copy) => hasText(copy[key]))) own[key] = first?.[key] ?? ''
  }
  return filled(own)
}

export function hasText(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== ''
}

/** `2001:db8::5/64`; without a length it is 64. */
function ipv6Of(text: string): object {
  const [address = '', prefix = '64'] = text.split('/')
  return { address, prefix: numberOf(prefix) }
}

/** Texts that are no number stay texts, which the order refuses in its own words. */
function numberOf(text: string): unknown {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

function lists(draft: Draft, path: string, keys: readonly string[]): object {
  const found = keys
    .map((key) => [key, wordsOf(textAt(draft, `${path}${key}`))] as const)
    .filter(([, words]) => words.length > 0)
  return Object.fromEntries(found)
}

function filled(values: Record<string, unknown>): object {
  return object(withoutEmpty(values))
}
