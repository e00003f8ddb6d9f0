import type { Verb, VmAction } from '../../../../contract/actions/vm-action.ts'
import type { VmDetail } from '../../../../contract/vm.ts'
import { createVcenterSimulator } from '../../../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import { type ActionSubject, describeActions } from '../../actions-suite.ts'
import { realClock, silentLog } from '../../recording-sink.ts'
import { createVcenter } from '../vcenter.ts'
import { vcenterActions } from './vcenter-actions.ts'

const states = ['off', 'on', 'on, no tools', 'suspended', 'asking', 'template', 'disconnected'] as const

// The keys of the table are verbs.
const verbs = Object.keys(vcenterActions) as Verb[]

/** Methods that change VMs, by address or envelope. */
const changes = /[/<](\w+_Task|\w+Guest|MarkAs\w+|UnregisterVM|RenameSnapshot|AnswerVM)\b/

const never = () => new AbortController().signal

async function subjectOf(version: '8.0.3' | '7.0.3'): Promise<ActionSubject> {
  const simulator = createVcenterSimulator({
    id: 'vc',
    seed: 'matrix',
    estate: 'small',
    startAt: Date.UTC(2026, 0, 5),
    version,
  })
  const { upstream } = simulator
  upstream.quiet(true)
  let disturb = (): void => {}
  const hypervisor = createVcenter({
    system: { id: 'vc', name: 'vc', kind: 'vcenter', url: `https://${simulator.host}` },
    send: async (request) => {
      if (changes.test(request.url + (await request.clone().text()))) {
        disturb()
        disturb = () => {}
      }
      return simulator.fetch(request)
    },
    clock: realClock,
    log: silentLog,
  })
  const connection = hypervisor.connect(await hypervisor.signIn(demoAccount, never()))
  const ticking = setInterval(() => simulator.advance(500), 10)
  let made = 0
  let pool: string | undefined

  async function prepare(id: string, action: VmAction): Promise<void> {
    const end = await connection.actions?.run(
      { vm: id, action, intent: crypto.randomUUID() },
      () => {},
      never(),
    )
    if (end?.state !== 'done') throw new Error(`${action.verb}: ${end?.state}`)
  }

  return {
    kind: 'vcenter',
    connection,
    async machine(state, verb) {
      made += 1
      const name = `subject ${made}`
      upstream.create(name)
      const id = upstream.vms().find((vm) => vm.name === name)?.id ?? ''
      pool ??= (await connection.vm(id, never())).vm.poolId
      if (verb.startsWith('snapshot-'))
        await prepare(id, { verb: 'snapshot-create', name: 's', memory: false })
      if (state === 'template') await prepare(id, { verb: 'mark-template' })
      else if (state === 'disconnected') upstream.setConnection(name, 'disconnected')
      else if (state !== 'off') {
        upstream.setPower(name, 'on')
        // Until its guest has started: it would make the tools answer later.
        simulator.advance(31_000)
        upstream.setTools(name, state !== 'on, no tools')
      }
      if (state === 'suspended') upstream.setPower(name, 'suspended')
      if (state === 'asking') upstream.askQuestion(name)
      return id
    },
    action: (verb, detail) => actionFor(verb, detail, pool ?? ''),
    disturb: (change) => {
      disturb = change
    },
    upstream,
    async close() {
      clearInterval(ticking)
    },
  }
}

function actionFor(verb: Verb, { vm, snapshots, question }: VmDetail, poolId: string): VmAction {
  const snapshotId = snapshots[0]?.id ?? 'snapshot-none'
  switch (verb) {
    case 'migrate':
    case 'relocate':
      return { verb, hostId: vm.hostId ?? '' }
    case 'snapshot-create':
      return { verb, name: 'another', memory: false }
    case 'snapshot-revert':
    case 'snapshot-delete':
      return { verb, snapshotId }
    case 'snapshot-rename':
      return { verb, snapshotId, name: 'renamed' }
    case 'edit':
      return { verb, notes: 'edited' }
    case 'mark-vm':
      return { verb, poolId }
    case 'answer':
      return { verb, questionId: question?.id ?? '1', choice: '0' }
    case 'start':
    case 'stop':
    case 'suspend':
    case 'reset':
    case 'shutdown':
    case 'reboot':
    case 'standby':
    case 'snapshot-delete-all':
    case 'consolidate':
    case 'mark-template':
    case 'unregister':
    case 'remove':
      return { verb }
    default:
      throw new Error(`no example of ${verb}`)
  }
}

describeActions('vCenter 8.0.3 by VI JSON', { states, verbs, open: () => subjectOf('8.0.3') })
describeActions('vCenter 7.0.3 by SOAP', { states, verbs, open: () => subjectOf('7.0.3') })
