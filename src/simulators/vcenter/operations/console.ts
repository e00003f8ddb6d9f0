import { uuidOf } from '../model/detail.ts'
import type { Vm } from '../model/entities.ts'
import { refusal, unsupported } from '../model/vm-rules.ts'
import { invalidArgument } from '../vim/faults.ts'
import type { Data } from '../vim/value.ts'
import { need } from './placement.ts'
import { type By, doNow } from './start.ts'

const ticketTypes = ['device', 'guestControl', 'mks', 'webmks', 'webRemoteDevice', 'guestIntegrity']

export function answerQuestion(by: By, vm: Vm, id: string, choice: string): void {
  doNow(by, vm, 'answer', {
    finish: (actor) => {
      by.world.questions.answer(vm, id, choice, actor)
      return undefined
    },
  })
}

/** A ticket for one connection to the VM's console on its host. It makes no task. */
export function acquireTicket(by: By, vm: Vm, ticketType: string): Data {
  need(by, vm, 'VirtualMachine.Interact.ConsoleInteract')
  if (!ticketTypes.includes(ticketType)) throw invalidArgument('ticketType')
  const refuse = unsupported(vm, 'acquireTicket') ?? refusal(vm, 'acquireTicket')
  if (refuse !== undefined) throw refuse
  const { world, user } = by
  world.events.emit('VmAcquiredTicketEvent', { vm }, { user, fields: { ticketType } })
  const ticket = world.sessions.newToken().slice(0, 16)
  const host = vm.host.name
  const print = (digits: number) =>
    [5, 6, 7, 8]
      .map((salt) => uuidOf(vm.host.seed, salt).replaceAll('-', ''))
      .join('')
      .slice(0, digits)
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:')
  return {
    _typeName: 'VirtualMachineTicket',
    ticket,
    cfgFile: `/vmfs/volumes/${vm.disks[0]?.datastore.uuid}/${vm.name}/${vm.name}.vmx`,
    host,
    port: 443,
    sslThumbprint: print(40),
    certThumbprintList:
      world.version === '7.0.3'
        ? []
        : [{ _typeName: 'VirtualMachineCertThumbprint', thumbprint: print(64), hashAlgorithm: 'SHA-256' }],
    url: ticketType === 'webmks' ? `wss://${host}:443/ticket/${ticket}` : undefined,
  }
}
