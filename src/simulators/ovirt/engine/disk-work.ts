import type { Vm } from '../estate/model.ts'
import type { Courses, Operation } from './operation.ts'
import type { Timeline } from './timeline.ts'

export interface Work {
  /** ms */
  takes: number
  done(): void
  failed(why: string): void
}

/** Work of the storage on a VM's disks. */
export class DiskWork {
  private readonly courses: Courses
  private readonly timeline: Timeline

  constructor(courses: Courses, timeline: Timeline) {
    this.courses = courses
    this.timeline = timeline
  }

  /** Locks a stopped VM with its disks while it lasts. */
  hold(vm: Vm, operation: Operation, work: Work): void {
    const course = this.courses.begin(vm, operation)
    vm.status = 'image_locked'
    for (const disk of vm.disks) if (disk.status === 'ok') disk.status = 'locked'
    this.courses.later(vm, course, work.takes, () => {
      for (const disk of vm.disks) if (disk.status === 'locked') disk.status = 'ok'
      vm.status = 'down'
      finish(operation, work)
    })
  }

  /** Lets the VM go on, whatever its state. */
  beside(operation: Operation, work: Work): void {
    this.timeline.after(work.takes, () => finish(operation, work))
  }
}

function finish(operation: Operation, { done, failed }: Work): void {
  if (operation.doom === undefined) done()
  else failed(operation.doom)
  operation.end(operation.doom === undefined ? 'finished' : 'failed')
}
