/** How big a simulated estate is. `small` suits tests, `large` a demo of thousands, `max` the published maximums. */
export type EstateSize = 'small' | 'large' | 'max'

/** VMs per simulated system at each size (templates come on top). */
export const estateVms: Record<'vcenter' | 'ovirt', Record<EstateSize, number>> = {
  vcenter: { small: 120, large: 4_000, max: 45_000 },
  ovirt: { small: 60, large: 1_500, max: 10_000 },
}

export interface SimulatorOptions {
  /** Gantry id of the system, also part of host names inside it, e.g. `vc-east`. */
  id: string
  seed: string
  estate: EstateSize
  /** The log of 30 days is as long as that of an estate of this size; its own unless told. */
  history?: EstateSize
  /** Start of simulated time, epoch ms. */
  startAt: number
}

/** The account every simulated system takes; anything else is refused in the vendor's words. */
export const demoAccount = { userName: 'admin@gantry.example', password: 'gantry-demo' } as const
