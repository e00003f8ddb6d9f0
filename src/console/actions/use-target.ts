import { useState } from 'react'
import type { Machine } from '../../contract/actions/rules.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { SystemState } from '../../contract/system.ts'
import { api, faultOf } from '../client/api.ts'
import { currentInventory, useInventoryList } from '../client/inventory.ts'
import { useSystems } from '../client/systems.ts'
import { changesBetween } from './changes.ts'
import type { Target } from './request.ts'

/** How a target stands now, beside how it stood when somebody decided about it. */
export interface TargetState {
  system: SystemState | undefined
  /** The newest that is known. */
  machine: Machine | undefined
  /** What changed since the dialog was opened. */
  changes: readonly string[]
  /** The system has it no more. */
  gone: boolean
  /** Asks the system itself, past the inventory. */
  reread: () => Promise<void>
  /** What was last asked for: when it was answered, or why it was not. */
  read: { at: number } | { fault: FaultInfo } | undefined
}

/** Follows the target of a dialog: live, and by a read of its own where a conflict says that the inventory is behind. */
export function useTarget(target: Target): TargetState {
  const { system: systemId, id } = target
  const [row] = useInventoryList((inventory) => [machineOf(inventory.row(systemId, id))])
  const system = useSystems().find((each) => each.id === systemId)
  const [before] = useState(row)
  const [fresh, setFresh] = useState<{ machine: Machine; over: Machine | undefined }>()
  const [missing, setMissing] = useState(false)
  const [read, setRead] = useState<TargetState['read']>()

  const reread = async () => {
    try {
      const { vm } = await api.vms.get({ system: systemId, vm: id })
      setFresh({ machine: vm, over: row })
      setMissing(false)
      setRead({ at: Date.now() })
    } catch (error) {
      const fault = faultOf(error)
      if (fault.kind === 'not-found') setMissing(true)
      setRead({ fault })
    }
  }

  // A row that came after the read is newer than it.
  const machine = fresh !== undefined && fresh.over === row ? fresh.machine : (row ?? fresh?.machine)
  const settled = system?.sync.phase === 'live'
  const changes =
    before === undefined || machine === undefined
      ? []
      : changesBetween(before, machine, (each) => currentInventory().nameOf(systemId, each))
  return {
    system,
    machine,
    changes,
    gone: missing || (before !== undefined && row === undefined && settled),
    reread,
    read,
  }
}

function machineOf(row: ReturnType<ReturnType<typeof currentInventory>['row']>): Machine | undefined {
  return row?.kind === 'vm' || row?.kind === 'template' ? row : undefined
}
