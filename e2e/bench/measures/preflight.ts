import { type CloneOrder, cloneOrderSchema } from '../../../src/contract/clone/order.ts'
import { type ClonePlan, clonePlanSchema } from '../../../src/contract/clone/plan.ts'
import type { InventoryRow, TemplateRow, VmRow } from '../../../src/contract/inventory.ts'
import type { FigureId } from '../figures.ts'
import { readLive } from '../live-reader.ts'
import { type Finding, type Measure, median, type Sample, type Setting } from '../measure.ts'
import {
  cpuOf,
  pause,
  type SimulatorProcess,
  signIn,
  startGantryOver,
  startSimulator,
  systemId,
} from '../processes.ts'

const copies = 100
/** Plans asked for while somebody types. */
const keys = 10

type Machine = VmRow | TemplateRow

/** After a sync a watch reads details of every VM: until then the simulator answers that, and everything else late. */
async function calm({ ask }: SimulatorProcess): Promise<void> {
  const asked = async () => Object.values((await ask('calls')).calls).reduce((all, count) => all + count, 0)
  for (let look = 0; look < 60; look += 1) {
    const before = await asked()
    await pause(3000)
    // At rest it is asked for its log every 2.5 s.
    if ((await asked()) - before <= 6) return
  }
}

/** A hundred copies with addresses of their own; every tenth name is taken. */
function orderFor(source: Machine, taken: readonly string[], key: number): CloneOrder {
  const address = (index: number) => `198.18.${index >> 8}.${(index & 255) + 1}`
  const vsphere = source.folderId !== undefined
  return cloneOrderSchema.parse({
    source: { vm: source.id },
    template: false,
    copies: Array.from({ length: copies }, (_, index) => ({
      name: index % 10 === 0 ? (taken[index] ?? '') : `bench-${key}-${index}`,
      hostName: `bench-${index}`,
      address: address(index),
      netmask: '255.254.0.0',
      gateway: '198.18.0.1',
    })),
    placement: source.clusterId === undefined ? {} : { clusterId: source.clusterId },
    disks: [],
    nics: [],
    powerOn: true,
    customization: vsphere
      ? { kind: 'linux', domain: 'example.test', adapters: [{ ipv4: 'dhcp' }] }
      : { kind: 'cloud-init', options: {} },
    linked: false,
  })
}

async function preflightOver(
  id: FigureId & `preflight-${string}`,
  family: 'vcenter' | 'ovirt',
  setting: Setting,
): Promise<Finding> {
  const kind = family === 'ovirt' ? 'ovirt-4.5' : 'vcenter'
  const simulator = await startSimulator(kind, setting.quick ? 'large' : 'max', setting)
  const gantry = await startGantryOver(simulator, setting, family)
  const cookie = await signIn(gantry)
  await readLive(gantry.url, cookie)
  await calm(simulator)
  const ask = (path: string, body?: object) =>
    fetch(new URL(`api/${path}`, gantry.url), {
      headers: { cookie, 'content-type': 'application/json', 'x-gantry': '1' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
  const plan = async (order: CloneOrder): Promise<ClonePlan> => {
    const reply = await ask(`systems/${systemId}/clones/plan`, { order, copy: 0 })
    if (!reply.ok) throw new Error(`plan: HTTP ${reply.status} ${await reply.text()}`)
    return clonePlanSchema.parse(await reply.json())
  }
  // The server's own answer, checked by its own tests.
  const { objects } = (await (await ask('objects')).json()) as { objects: InventoryRow[] }
  const vms = objects.filter((row) => row.kind === 'vm')
  const sources: Machine[] =
    family === 'vcenter'
      ? vms.filter(({ power, connected }) => power === 'off' && connected !== false)
      : objects.filter((row) => row.kind === 'template').filter(({ clusterId }) => clusterId !== undefined)
  const samples: Sample[] = []
  const typing: number[] = []
  const typingCpu: number[] = []
  let wrong: string | undefined
  for (let run = 0; run < setting.runs; run += 1) {
    // Another source each time: its options are not known yet.
    const source = sources[run]
    if (source === undefined) throw new Error(`only ${sources.length} sources`)
    const taken = vms
      .filter(({ folderId, datacenterId }) =>
        family === 'vcenter' ? folderId === source.folderId : datacenterId === source.datacenterId,
      )
      .map(({ name }) => name)
    const cpuBefore = cpuOf(gantry.pid)
    const startedAt = performance.now()
    const { findings } = await plan(orderFor(source, taken, run))
    samples.push({ value: performance.now() - startedAt, cpu: cpuOf(gantry.pid) - cpuBefore })
    const found = findings.filter(({ message }) => message.includes('of this name is in')).length
    const expected = Math.min(taken.length, copies) / 10
    if (found < Math.floor(expected)) wrong = `${found} taken names were found, ${expected} are`
    const cpuTyping = cpuOf(gantry.pid)
    for (let key = 0; key < keys; key += 1) {
      const keyAt = performance.now()
      await plan(orderFor(source, taken, key))
      typing.push(performance.now() - keyAt)
    }
    typingCpu.push((cpuOf(gantry.pid) - cpuTyping) / keys)
    setting.say(
      `${kind}: ${Math.round(samples.at(-1)?.value ?? 0)} ms, then ${Math.round(median(typing))} ms`,
    )
  }
  gantry.stop()
  simulator.stop()
  return {
    id,
    size: `${vms.length.toLocaleString('en')} VMs`,
    samples,
    note:
      `From the request for a plan of ${copies} copies to its whole answer: options of the source read from the system, names, ` +
      `places, space, guest and addresses checked, privileges asked for. Again with other names within seconds, as when ` +
      `somebody types: ${Math.round(median(typing))} ms, ${Math.round(median(typingCpu))} ms of the server's processor time.`,
    ...(wrong === undefined ? {} : { wrong }),
  }
}

export const preflightOfClones: Measure = {
  name: 'preflight of clones',
  ids: ['preflight-vsphere', 'preflight-ovirt'],
  run: async (setting) => [
    await preflightOver('preflight-vsphere', 'vcenter', setting),
    await preflightOver('preflight-ovirt', 'ovirt', setting),
  ],
}
