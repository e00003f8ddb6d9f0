import type { GuestAuth, GuestCommand, GuestRunOptions } from '../../contract/guest/command.ts'
import type { GuestRun } from '../../contract/guest/guest.ts'
import { createVcenterSimulator } from '../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../simulators/world/options.ts'
import { simulatedPeer } from '../../simulators/world/simulated-peer.ts'
import { createBff } from '../create-bff.ts'
import { Browser } from '../testing/fake-host.ts'
import { ManualClock, settle } from '../testing/manual-clock.ts'

/** Something that must turn up nowhere. */
export const secret = 'guest-root'
export const root: GuestAuth = { type: 'password', userName: 'root', password: secret, interactive: false }
export const account = demoAccount

export const sh = (text: string): GuestCommand => ({ kind: 'script', shell: 'sh', text })

/** A BFF over one simulated vCenter, a signed-in browser, and a running Linux guest that lets root in. */
export async function guestStage() {
  const simulator = createVcenterSimulator({
    id: 'vc',
    seed: 'guests',
    estate: 'small',
    startAt: Date.UTC(2026, 0, 5),
    version: '8.0.3',
  })
  const { upstream } = simulator
  upstream.quiet(true)
  const clock = new ManualClock(Date.UTC(2026, 0, 5))
  const logged: string[] = []
  const keep = (fields: object, message: string) => {
    logged.push(`${message} ${inspected(fields)}`)
  }
  const log = { debug: keep, info: keep, warn: keep, error: keep }
  const bff = createBff({
    systems: [
      {
        config: { id: 'vc', name: 'vc', kind: 'vcenter', url: `https://${simulator.host}` },
        send: (request) => simulator.fetch(request),
        sendTo: (peer) => simulatedPeer(simulator, peer),
        warnings: [],
      },
    ],
    clock,
    log,
  })
  const browser = new Browser(bff)
  const signedIn = await browser.signIn('vc', demoAccount.password, demoAccount.userName)
  if (!signedIn.ok) throw new Error(await signedIn.text())
  const post = async (path: string, body: object): Promise<Response> =>
    await browser.request(`/api/systems/vc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const letsIn = async () => {
    for (const vm of upstream.vms().filter(({ power }) => power === 'on')) {
      const reply = await post(`vms/${vm.id}/guest/environment`, { auth: root })
      if (reply.ok && (await reply.text()).includes('"/root"')) return vm
    }
    throw new Error('no guest lets root in')
  }
  const vm = await letsIn()
  let runs = 0
  return {
    simulator,
    upstream,
    bff,
    browser,
    clock,
    log,
    logged,
    post,
    vm: { id: vm.id, name: vm.name, host: vm.host ?? '' },
    /** Time passes in the guest and in Gantry. */
    async pass(seconds: number): Promise<void> {
      for (let second = 0; second < seconds; second += 1) {
        simulator.advance(1_000)
        await clock.advance(1_000)
      }
      await settle()
    },
    async run(command: GuestCommand, options: Partial<GuestRunOptions> = {}, auth = root): Promise<string> {
      runs += 1
      const id = `00000000-0000-4000-8000-${String(runs).padStart(12, '0')}`
      const given = { capture: true, keepBytes: 65_536, ...options }
      const reply = await post(`vms/${vm.id}/guest/runs`, { id, batch: id, auth, command, options: given })
      if (!reply.ok) throw new Error(await reply.text())
      return id
    },
    async outputOf(id: string, stream: 'stdout' | 'stderr'): Promise<string> {
      const reply = await browser.request(`/api/systems/vc/guest/runs/${id}/${stream}?offset=0`)
      const { base64 } = await reply.json()
      return atob(String(base64))
    },
    /** The run as the live stream of a browser that comes now tells it. */
    async state(id: string): Promise<GuestRun> {
      const live = await browser.live()
      const messages = await live.drain()
      live.stop()
      const found = messages
        .flatMap((message) => (message.type === 'guest-runs' ? message.runs : []))
        .findLast((run) => run.id === id)
      if (found === undefined) throw new Error('the stream does not tell of this run')
      return found
    },
  }
}

/** Everything of an object that a log could print, errors with their causes. */
function inspected(value: unknown, depth = 0): string {
  if (depth > 6 || typeof value !== 'object' || value === null) return String(value)
  const own = Object.getOwnPropertyNames(value).map(
    (name) => `${name}=${inspected(Reflect.get(value, name), depth + 1)}`,
  )
  return own.join(' ')
}
