import { Random } from '../../src/simulators/world/random.ts'
import type { Simulator, Upstream } from '../../src/simulators/world/simulator.ts'

/** How the names of VMs begin that come with the churn. */
export const newNames = 'churn-new-'

const tickMs = 20

interface Tracked {
  name: string
  /** As it was called at first; names must not grow. */
  base: string
  power: 'on' | 'off' | 'suspended'
}

/**
 * What many admins and programs do at once: renames, power, moves, and now and then a VM that comes or goes.
 * Simulated time goes on as real time does.
 */
export class UpstreamChurn {
  changes = 0
  private readonly simulator: Simulator
  private readonly random: Random
  private readonly vms: Tracked[]
  private readonly hosts: string[]
  private readonly born: Tracked[] = []
  private timer: NodeJS.Timeout | undefined
  private finish: () => void = () => {}
  private count = 0

  constructor(simulator: Simulator) {
    this.simulator = simulator
    this.random = new Random('churn')
    this.vms = simulator.upstream.vms().map(({ name, power }) => ({ name, base: name, power }))
    this.hosts = simulator.upstream.hosts().map(({ name }) => name)
  }

  /** `seconds` of churn; resolves with what was done and in which time. */
  run(perSecond: number, seconds: number): Promise<{ changes: number; ms: number }> {
    this.stop()
    const startedAt = performance.now()
    const before = this.changes
    let movedTo = startedAt
    return new Promise((resolve) => {
      this.finish = () => resolve({ changes: this.changes - before, ms: performance.now() - startedAt })
      this.timer = setInterval(() => {
        const now = performance.now()
        const due = Math.floor((Math.min(now - startedAt, seconds * 1_000) * perSecond) / 1_000)
        while (this.changes - before < due) this.change()
        if (now - movedTo >= 1_000) {
          movedTo += 1_000
          this.simulator.advance(1_000)
        }
        if (now - startedAt >= seconds * 1_000) this.stop()
      }, tickMs)
    })
  }

  stop(): void {
    if (this.timer === undefined) return
    clearInterval(this.timer)
    this.timer = undefined
    this.finish()
  }

  private change(): void {
    const { upstream } = this.simulator
    this.changes += 1
    const dice = this.random.next()
    if (dice < 0.001) this.create(upstream)
    else if (dice < 0.002 && this.born.length > 0) this.remove(upstream)
    else if (dice < 0.35) this.rename(upstream, this.random.pick(this.vms))
    else if (dice < 0.8) this.switch(upstream, this.random.pick(this.vms))
    else upstream.move(this.random.pick(this.vms).name, this.random.pick(this.hosts))
  }

  private create(upstream: Upstream): void {
    this.count += 1
    const name = `${newNames}${this.count}`
    upstream.create(name)
    this.born.push({ name, base: name, power: 'off' })
  }

  private remove(upstream: Upstream): void {
    const gone = this.born.shift()
    if (gone !== undefined) upstream.remove(gone.name)
  }

  private rename(upstream: Upstream, vm: Tracked): void {
    this.count += 1
    const name = vm.name === vm.base ? `${vm.base}-c${this.count}` : vm.base
    upstream.rename(vm.name, name)
    vm.name = name
  }

  private switch(upstream: Upstream, vm: Tracked): void {
    vm.power = vm.power === 'on' ? (this.random.next() < 0.1 ? 'suspended' : 'off') : 'on'
    upstream.setPower(vm.name, vm.power)
  }
}
