import { dropDisk } from '../estate/grow-machine.ts'
import { growVm } from '../estate/grow-vms.ts'
import type { Vm } from '../estate/model.ts'
import { hostFor, place } from '../estate/place.ts'
import { controlsOf, type OvirtUpstream } from './controls.ts'
import type { Engine } from './engine.ts'

const user = { id: undefined, name: 'admin@internal' }

function powerOf(vm: Vm): 'on' | 'off' | 'suspended' {
  if (vm.status === 'suspended' || vm.status === 'saving_state') return 'suspended'
  return vm.status === 'down' || vm.status === 'image_locked' ? 'off' : 'on'
}

/** What somebody else does in the engine's own administration: at once, and told by the usual events. */
export function upstreamOf(engine: Engine): OvirtUpstream {
  const { life, estate } = engine
  return {
    ...controlsOf(engine),
    vms: () =>
      [...estate.vms.values()].map((vm) => ({
        id: vm.id,
        name: vm.name,
        power: powerOf(vm),
        host: vm.host?.name,
      })),
    hosts: () => [...estate.hosts.values()].map(({ id, name }) => ({ id, name })),
    setPower(name, power) {
      const vm = engine.vmByName(name)
      for (const disk of vm.disks) disk.status = 'ok'
      for (const snapshot of vm.snapshots) if (snapshot.status === 'locked') snapshot.status = 'ok'
      if (power === 'on') {
        life.on(vm, vm.host ?? hostFor(vm.cluster))
        const host = vm.host
        engine.say(153, `VM ${name} was started by ${user.name} (Host: ${host?.name ?? ''}).`, {
          vm,
          host,
          user,
        })
        engine.say(32, `VM ${name} started on Host ${host?.name ?? ''}`, { vm, host, user })
        return
      }
      const { host } = vm
      life.begin(vm)
      life.off(vm)
      if (power === 'off') {
        engine.say(33, `VM ${name} powered off by ${user.name} (Host: ${host?.name ?? ''}).`, {
          vm,
          host,
          user,
        })
        return
      }
      vm.status = 'suspended'
      engine.say(501, `Suspending VM ${name} was initiated by ${user.name}.`, { vm, host, user })
      engine.say(503, `VM ${name} was suspended by ${user.name}.`, { vm, user })
    },
    rename(name, next) {
      const vm = engine.vmByName(name)
      vm.name = next
      engine.say(35, `VM ${name} configuration was updated by ${user.name}.`, { vm, host: vm.host, user })
    },
    create(name) {
      const vm = growVm(
        { random: engine.random, look: engine.look, startAt: engine.now },
        estate,
        engine.parts,
        { name },
      )
      const cluster = estate.clusters[0]
      if (cluster !== undefined) vm.cluster = cluster
      vm.createdAt = engine.now
      vm.snapshots = []
      vm.nics = []
      engine.parts.nic(vm, 'nic1')
      for (const disk of vm.disks) dropDisk(estate, disk)
      vm.disks = []
      engine.parts.disk(vm, vm.cluster.dataCenter, `${name}_Disk1`, engine.now)
      estate.vms.set(vm.id, vm)
      engine.say(34, `VM ${name} was created by ${user.name}.`, { vm, user })
      engine.say(53, `VM ${name} creation has been completed.`, { vm, user })
    },
    remove(name) {
      const vm = engine.vmByName(name)
      life.forget(vm)
      for (const disk of vm.disks) dropDisk(estate, disk)
      estate.vms.delete(vm.id)
      engine.say(113, `VM ${name} was successfully removed.`, { vm, user })
    },
    move(name, hostName) {
      const vm = engine.vmByName(name)
      const host = [...estate.hosts.values()].find((candidate) => candidate.name === hostName)
      if (host === undefined) throw new Error(`no host is named ${hostName}`)
      const ends = `VM: ${name}, Source: ${vm.host?.name ?? ''}, Destination: ${hostName}`
      engine.say(62, `Migration started (${ends}, User: ${user.name}).`, { vm, host: vm.host, user })
      life.begin(vm)
      place(vm, host)
      if (vm.status !== 'paused') vm.status = 'up'
      vm.guestKnown = vm.agent
      engine.say(63, `Migration completed (${ends}, Duration: 0 seconds)`, { vm, host })
    },
  }
}
