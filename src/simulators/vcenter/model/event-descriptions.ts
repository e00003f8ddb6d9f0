import type { EventClass } from './event-catalogue.ts'

interface LongDescription {
  text: string
  causes?: readonly [cause: string, action: string][]
}

/** What the event manager says at length, by class or event type id; of most classes it says nothing. */
const descriptions: Record<string, LongDescription> = {
  VmPoweredOnEvent: { text: 'The machine has been given power and its guest begins to start.' },
  VmPoweredOffEvent: { text: 'The machine has no power any more; what its guest had not written is lost.' },
  DrsVmMigratedEvent: {
    text: 'To even out the load of a cluster a running machine was moved to another host of it.',
    causes: [['Hosts of the cluster were loaded unevenly.', 'Nothing has to be done.']],
  },
  VmFailedToPowerOnEvent: {
    text: 'The machine could not be started.',
    causes: [
      ['No host has the memory or the processors that it reserves.', 'Stop other machines, or reserve less.'],
      ['Another host holds a file of the machine open.', 'Find the host that runs it & stop it there.'],
    ],
  },
  VmFailedMigrateEvent: {
    text: 'The machine stays where it is, because it could not be moved.',
    causes: [['The hosts cannot reach each other.', 'Check the network for migrations.']],
  },
  HostConnectionLostEvent: {
    text: 'The vCenter hears nothing from a host. Its machines may still run.',
    causes: [
      ['The host has no power, or its network is down.', 'Look at its console.'],
      ['The management agents of the host have stopped.', 'Start them again.'],
    ],
  },
  'esx.problem.vmfs.heartbeat.timedout': {
    text: 'A host cannot write to a volume, and machines on it may hang.',
    causes: [['A path to the storage is lost.', 'Check the paths and the array.']],
  },
  'vc.datastore.space.low': {
    text: 'Machines with thin disks stop when nothing is left.',
    causes: [['Disks or snapshots have grown.', 'Delete what is not needed, or make the datastore larger.']],
  },
}

/** The field of a row of the table, where there is something to say. It is XML in a text. */
export function longDescriptionOf({ key, fullFormat }: EventClass): { longDescription?: string } {
  const name = key === 'EventEx' ? fullFormat.slice(0, fullFormat.indexOf('|')) : key
  const found = descriptions[name]
  if (found === undefined) return {}
  const causes = (found.causes ?? []).map(
    ([cause, action]) =>
      `  <cause>\n    <description>${escaped(cause)}</description>\n    <action>${escaped(action)}</action>\n  </cause>\n`,
  )
  const id = key === 'EventEx' ? name : `vim.event.${name}`
  const longDescription =
    `<EventLongDescription id="${id}">\n  <description>\n    ${escaped(found.text)}\n  </description>\n` +
    `${causes.join('')}</EventLongDescription>\n`
  return { longDescription }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
