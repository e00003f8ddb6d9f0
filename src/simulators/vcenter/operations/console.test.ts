import { expect, test } from 'vitest'
import { at, JsonClient, smallVcenter } from '../wire-test-client.ts'

async function scene() {
  const simulator = smallVcenter()
  const json = await new JsonClient(simulator).login()
  simulator.upstream.create('subject')
  const id = simulator.upstream.vms().find((vm) => vm.name === 'subject')?.id
  return { simulator, json, vm: `VirtualMachine/${id}` }
}

test('a question waits for its answer', async () => {
  const { simulator, json, vm } = await scene()
  simulator.upstream.setPower('subject', 'on')
  simulator.upstream.askQuestion('subject')
  const { question } = await json.read(vm, 'runtime')
  expect(question).toMatchObject({
    choice: {
      choiceInfo: [
        { key: '0', label: 'Retry' },
        { key: '1', label: 'Cancel' },
      ],
    },
  })
  const answer = (questionId: unknown, answerChoice: string) =>
    json.call(vm, 'AnswerVM', { questionId, answerChoice })
  expect(await answer('none', '0')).toMatchObject({
    _typeName: 'InvalidArgument',
    invalidProperty: 'questionId',
  })
  expect(await answer(question?.id, '5')).toMatchObject({ invalidProperty: 'answerChoice' })
  expect(await answer(question?.id, '1')).toBeUndefined()
  expect(await answer(question?.id, '0')).toMatchObject({ _typeName: 'ConcurrentAccess' })
  const runtime = await json.read(vm, 'runtime')
  expect(runtime.question).toBeUndefined()
  expect(runtime.powerState).toBe('poweredOff')
})

test('some virtual machines of the estate ask something', async () => {
  const { simulator, json } = await scene()
  const questions = await Promise.all(
    simulator.upstream.vms().map(({ id }) => json.read(`VirtualMachine/${id}`, 'runtime')),
  )
  expect(questions.filter((runtime) => runtime.question !== undefined)).toHaveLength(1)
})

test('a start waits until somebody says whether the machine was moved or copied', async () => {
  const { simulator, json, vm } = await scene()
  simulator.upstream.askAtStart('subject')
  const task = await json.call(vm, 'PowerOnVM_Task')
  simulator.advance(60_000)
  expect(await json.read(at(task), 'info')).toMatchObject({ state: 'running', progress: 0 })
  const { question } = await json.read(vm, 'runtime')
  expect(await json.call(vm, 'AnswerVM', { questionId: question?.id, answerChoice: '2' })).toBeUndefined()
  simulator.advance(5_000)
  expect((await json.read(at(task), 'info')).state).toBe('success')

  simulator.upstream.setPower('subject', 'off')
  simulator.upstream.askAtStart('subject')
  const refused = await json.call(vm, 'PowerOnVM_Task')
  simulator.advance(1_000)
  const again = await json.read(vm, 'runtime')
  await json.call(vm, 'AnswerVM', { questionId: again.question?.id, answerChoice: '0' })
  expect((await json.read(at(refused), 'info')).error).toMatchObject({ _typeName: 'GenericVmConfigFault' })
})

test('a ticket opens the console on the host of the machine', async () => {
  const { simulator, json, vm } = await scene()
  simulator.upstream.setPower('subject', 'on')
  const ticket = await json.call(vm, 'AcquireTicket', { ticketType: 'webmks' })
  expect(ticket).toMatchObject({ _typeName: 'VirtualMachineTicket', port: 443 })
  expect(ticket.url).toBe(`wss://${ticket.host}:443/ticket/${ticket.ticket}`)
  expect(ticket.sslThumbprint).toMatch(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/)
  expect(await json.call(vm, 'AcquireTicket', { ticketType: 'telegraph' })).toMatchObject({
    _typeName: 'InvalidArgument',
  })
})

test('a clone ticket opens one more session', async () => {
  const { simulator, json } = await scene()
  const ticket = await json.call('SessionManager/SessionManager', 'AcquireCloneTicket')
  const body = { cloneTicket: (ticket as { _value?: string })._value ?? ticket }
  const path = '/sdk/vim25/8.0.3.0/SessionManager/SessionManager/CloneSession'
  const other = new JsonClient(simulator)
  const reply = await other.send('POST', path, { body })
  expect(reply.json).toMatchObject({ _typeName: 'UserSession', userName: 'GANTRY\\admin' })
  other.token = reply.headers.get('vmware-api-session-id') ?? undefined
  expect((await other.read('SessionManager/SessionManager', 'currentSession')).userName).toBe('GANTRY\\admin')
  const second = await new JsonClient(simulator).send('POST', path, { body })
  expect(second.json).toMatchObject({ _typeName: 'InvalidLogin' })
})
