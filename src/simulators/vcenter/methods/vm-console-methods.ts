import type { Vm } from '../model/entities.ts'
import { acquireTicket, answerQuestion } from '../operations/console.ts'
import { method, needText } from '../vim/method.ts'
import { byOf } from './by.ts'

export const vmConsoleMethods = [
  method<Vm>('VirtualMachine.AnswerVM', 'questionId string, answerChoice string', 'void', (call) => {
    const { args, self } = call
    answerQuestion(byOf(call), self, needText(args, 'questionId'), needText(args, 'answerChoice'))
    return undefined
  }),
  method<Vm>('VirtualMachine.AcquireTicket', 'ticketType string', 'VirtualMachineTicket', (call) =>
    acquireTicket(byOf(call), call.self, needText(call.args, 'ticketType')),
  ),
]
