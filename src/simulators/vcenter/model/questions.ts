import { invalidArgument, VimFault } from '../vim/faults.ts'
import type { Actions, Actor } from './actions.ts'
import type { Question, Vm } from './entities.ts'
import type { Estate } from './estate.ts'
import type { EventStore } from './events.ts'

/** What VMs ask while they run or start, and the answers. */
export class Questions {
  private readonly estate: Estate
  private readonly events: EventStore
  private readonly actions: Actions
  private count = 1

  constructor(estate: Estate, events: EventStore, actions: Actions) {
    this.estate = estate
    this.events = events
    this.actions = actions
  }

  ask(vm: Vm, question: Omit<Question, 'id'>): void {
    this.count += 1
    vm.question = { ...question, id: String(this.count) }
    this.changed(vm)
    this.events.emit('VmMessageEvent', { vm }, { fields: { message: question.text } })
  }

  /** Throws InvalidArgument for another question or an unknown choice, ConcurrentAccess for one already answered. */
  answer(vm: Vm, id: string, choice: string, actor: Actor): void {
    const { question } = vm
    if (question?.id !== id) {
      if (vm.answered !== id) throw invalidArgument('questionId')
      throw new VimFault('ConcurrentAccess', 'The question has been answered by somebody else.')
    }
    const index = question.choices.findIndex((_, at) => String(at) === choice)
    if (index < 0) throw invalidArgument('answerChoice')
    vm.question = undefined
    vm.answered = id
    this.changed(vm)
    if (question.answered !== undefined) question.answered(index)
    else if (question.choices[index] === 'Cancel' && vm.power === 'poweredOn')
      this.actions.powerOff(vm, actor)
  }

  private changed(vm: Vm): void {
    this.estate.changed(vm, 'runtime.question', 'summary.runtime.question', 'disabledMethod')
  }
}
