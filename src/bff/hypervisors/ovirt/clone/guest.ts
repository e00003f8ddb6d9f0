import type { CloudInit, Sysprep } from '../../../../contract/actions/vm-action.ts'
import type { CloneCopy, CloneOrder } from '../../../../contract/clone/order.ts'

export interface Guest {
  cloudInit?: CloudInit
  sysprep?: Sysprep
}

/** What the guest of this copy is told, with what the copy has of its own; undefined for nothing. */
export function guestOf(
  { customization }: Pick<CloneOrder, 'customization'>,
  copy: CloneCopy,
): Guest | undefined {
  if (customization.kind === 'cloud-init') {
    const { options } = customization
    const hostName = some(copy.hostName) ?? some(options.hostName) ?? hostNameFrom(copy.name)
    const nics = nicsOf(options.nics ?? [], copy)
    return {
      cloudInit: {
        ...options,
        ...(hostName === undefined ? {} : { hostName }),
        ...(nics.length === 0 ? {} : { nics }),
      },
    }
  }
  if (customization.kind === 'sysprep') {
    const { options } = customization
    const own = hostNameFrom(copy.name)
    const hostName =
      some(copy.hostName) ??
      some(options.hostName) ??
      // Longer names are no NetBIOS names.
      (own !== undefined && own.length <= 15 && !own.includes('.') ? own : undefined)
    return { sysprep: { ...options, ...(hostName === undefined ? {} : { hostName }) } }
  }
  return undefined
}

const some = (text: string | undefined): string | undefined => (text === '' ? undefined : text)

/** The copy's name where a host can have it. */
const hostNameFrom = (name: string): string | undefined =>
  /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name) ? name : undefined

/** The first card with the copy's own address. */
function nicsOf(nics: NonNullable<CloudInit['nics']>, copy: CloneCopy): NonNullable<CloudInit['nics']> {
  const { address, netmask, gateway } = copy
  const [first, ...rest] = nics
  if (first === undefined || (address === undefined && netmask === undefined && gateway === undefined)) {
    return nics
  }
  const own = {
    ...(address === undefined ? {} : { protocol: 'static' as const, address }),
    ...(netmask === undefined ? {} : { netmask }),
    ...(gateway === undefined ? {} : { gateway }),
  }
  return [{ ...first, ...own }, ...rest]
}

const stars = '•••'

/** The order without its secrets, to be shown. Scripts count as secrets. */
export function masked(order: CloneOrder): CloneOrder {
  const { customization } = order
  const hide = (text: string | undefined) => (text === undefined || text === '' ? text : stars)
  if (customization.kind === 'cloud-init') {
    const { options } = customization
    return { ...order, customization: { kind: 'cloud-init', options: hidden(options, hide) } }
  }
  if (customization.kind === 'sysprep') {
    const { options } = customization
    return { ...order, customization: { kind: 'sysprep', options: hidden(options, hide) } }
  }
  return order
}

function hidden<T extends CloudInit | Sysprep>(
  options: T,
  hide: (text: string | undefined) => string | undefined,
): T {
  const { password, customScript } = options
  return {
    ...options,
    ...(password === undefined ? {} : { password: hide(password) }),
    ...(customScript === undefined ? {} : { customScript: hide(customScript) }),
  }
}
