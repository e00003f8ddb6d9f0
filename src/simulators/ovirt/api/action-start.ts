import type { StartWith } from '../engine/vm-life.ts'
import { cannot } from '../engine/vm-rules.ts'
import type { GuestSetup, Host, Run, Vm } from '../estate/model.ts'
import { hostFor } from '../estate/place.ts'
import type { RequestBody } from '../wire/body.ts'
import { EngineFault, operationFailed } from './engine-fault.ts'
import { readSetup } from './initialization.ts'
import type { Outcome } from './resource.ts'
import type { View } from './view.ts'
import { adminOnly, allow, complete, flag, noHost, referredHost, type Wanted } from './wants.ts'

const devices = ['hd', 'cdrom', 'network']
/** Windows domains that the engine knows, with an account of its own for each. */
const knownDomains = ['internal', 'gantry.example']

/** Start, resume and Run Once: `vm` in the body makes it the last (fact sheet §5.2). */
export function start(wanted: Wanted): Outcome {
  const { view, vm, body, old } = wanted
  const once = body.part('vm')
  const given: StartWith = { ...setupOf(vm, body, old) }
  if (once !== undefined) {
    given.run = readRun(vm, body, once, old)
    const [listed] = once.list('placement_policy.hosts.host')
    given.host =
      referredHost(view, once, 'placement_policy.host') ??
      (listed === undefined ? undefined : referredHost(view, listed, ''))
    if (given.host !== undefined) adminOnly(view, true)
  }
  allow(view, vm, once === undefined ? 'start' : 'run once')
  if (given.run !== undefined) checkRun(view, vm, given.run)
  if (vm.status === 'down') {
    checkBoot(vm, given.run)
    checkHost(vm, given.host)
  }
  const { engine } = view
  const operation = engine.operations.begin(vm, 'start', view.caller, {
    description: vm.status === 'paused' ? `Resuming VM ${vm.name}` : `Launching VM ${vm.name}`,
    takes: 14_000,
  })
  engine.life.start(vm, operation, given)
  return complete(view, operation)
}

/** What the guest is to do, and from where the engine takes it. */
function setupOf(vm: Vm, body: RequestBody, old: boolean): Pick<StartWith, 'setup' | 'noSetup'> {
  const inline = body.part('vm.initialization')
  const byOs: GuestSetup['by'] = vm.os.family === 'Windows' ? 'sysprep' : 'cloud-init'
  // QUIRK(rhev 3.4): no flags yet; what is there is used, as cloud-init when it says so and else as fits the guest.
  if (old) return inline === undefined ? {} : { setup: readSetup(inline, byOs) }
  const flags: [GuestSetup['by'], boolean | undefined][] = [
    ['cloud-init', flag(body, 'use_cloud_init')],
    ['sysprep', flag(body, 'use_sysprep')],
    ['ignition', flag(body, 'use_ignition')],
    [byOs, flag(body, 'use_initialization')],
  ]
  const wanted = flags.filter(([, value]) => value === true).map(([by]) => by)
  const [by] = wanted
  if (new Set(wanted).size > 1) {
    // QUIRK(ovirt 4.x): told by a bare fault that has a reason only (fact sheet §5.2).
    throw new EngineFault(409, 'Only one of sysprep, cloud-init and ignition can be used.')
  }
  // QUIRK(ovirt 4.x): without any flag inline data are ignored; a flag that is false turns the stored off as well.
  if (by === undefined) return flags.some(([, value]) => value === false) ? { noSetup: true } : {}
  if (inline !== undefined) return { setup: readSetup(inline, by) }
  return vm.initialization === undefined ? {} : { setup: { ...vm.initialization, by } }
}

function readRun(vm: Vm, body: RequestBody, once: RequestBody, old: boolean): Run {
  const boot = old
    ? once.list('os.boot').flatMap((device) => device.text('dev') ?? [])
    : once.list('os.boot.devices.device').flatMap((device) => device.text() ?? [])
  for (const device of boot) {
    if (!devices.includes(device)) {
      throw new EngineFault(400, 'Invalid value', `${device} is not a member of BootDevice`)
    }
  }
  const display = once.text('display.type')?.toLowerCase()
  if (display !== undefined && display !== 'spice' && display !== 'vnc') {
    throw new EngineFault(400, 'Invalid value', `${display} is not a member of DisplayType`)
  }
  const domain = once.text('domain.name')
  const file = (path: string) => once.list(path)[0]?.text('file.id') || undefined
  return {
    paused: flag(body, 'pause') ?? flag(once, 'start_paused') ?? false,
    stateless: flag(once, 'stateless') ?? false,
    display,
    boot: boot.length === 0 ? vm.boot : boot,
    cd: file('cdroms.cdrom') ?? vm.cd,
    floppy: file('floppies.floppy'),
    kernel: once.text('os.kernel') ?? once.text('os.custom_kernel') ?? undefined,
    initrd: once.text('os.initrd') ?? undefined,
    cmdline: once.text('os.cmdline') ?? undefined,
    domain:
      domain === undefined
        ? undefined
        : {
            name: domain,
            userName: once.text('domain.user.user_name'),
            password: once.text('domain.user.password'),
          },
    volatile: flag(body, 'volatile') ?? false,
  }
}

function checkRun(view: View, vm: Vm, run: Run): void {
  for (const image of [run.cd, run.floppy]) {
    if (image !== undefined && !isoExists(view, image)) {
      throw operationFailed(cannot('run once', `The image ${image} was not found on an ISO domain.`))
    }
  }
  if ((run.initrd || run.cmdline) && !run.kernel) {
    throw operationFailed(
      cannot('run once', 'A kernel path is needed when an initrd path or kernel parameters are given.'),
    )
  }
  const { domain } = run
  if (domain === undefined || vm.os.family !== 'Windows' || knownDomains.includes(domain.name)) return
  if (domain.userName === undefined || domain.password === undefined) {
    throw operationFailed(
      cannot('run once', `Domain ${domain.name} is not known: a user name and a password are needed for it.`),
    )
  }
}

/** The engine knows the images of its active ISO domain. */
export const isoExists = (view: View, image: string): boolean =>
  view.engine.estate.domains.some(
    (domain) => domain.type === 'iso' && domain.status === 'active' && domain.files.includes(image),
  )

function checkBoot(vm: Vm, run: Run | undefined): void {
  const boot = run?.boot ?? vm.boot
  const boots = (device: string) =>
    device === 'hd'
      ? vm.disks.some((disk) => disk.bootable)
      : device === 'cdrom'
        ? (run?.cd ?? vm.cd) !== undefined
        : vm.nics.some((nic) => nic.plugged)
  if (run?.kernel || boot.some(boots)) return
  throw operationFailed(
    '[Cannot run VM without at least one bootable disk. Please attach a bootable disk to the VM and try again.]',
  )
}

function checkHost(vm: Vm, host: Host | undefined): void {
  if (host === undefined) {
    const pinned = vm.affinity === 'pinned' && vm.preferredHosts.length > 0
    const found = pinned ? vm.preferredHosts.find((one) => one.status === 'up') : hostFor(vm.cluster)
    if (found === undefined) throw noHost('run')
    return
  }
  if (host.cluster !== vm.cluster) throw noHost('run', host, 'is in another cluster')
  if (host.status !== 'up') throw noHost('run', host, 'did not satisfy internal filter HostState')
  const free = host.memory - [...host.vms].reduce((sum, one) => sum + (one.guaranteed ?? 0), 0)
  if ((vm.guaranteed ?? 0) > free) throw noHost('run', host, 'did not satisfy internal filter Memory')
}
