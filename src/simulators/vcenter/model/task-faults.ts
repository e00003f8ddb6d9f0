import type { VimFault } from '../vim/faults.ts'

/** A task that fits fails with `fault` instead of doing its work. */
export interface TaskFault {
  /** Name of the VM; any when absent. */
  vm?: string
  /** Method, e.g. `PowerOnVM_Task`; any when absent. */
  method?: string
  /** How often; once when absent. */
  times?: number
  /** Share of the work after which it fails, 0…1; half when absent. */
  at?: number
  /** A clone that fails leaves the half-made copy in the inventory. */
  leaves?: boolean
  fault: VimFault
}

export class TaskFaults {
  private rules: (TaskFault & { times: number })[] = []

  add(rule: TaskFault): void {
    this.rules.push({ times: 1, ...rule })
  }

  clear(): void {
    this.rules = []
  }

  /** What a task that begins now is to fail with; counts its use. */
  take(vm: string, method: string): { fault: VimFault; at: number; leaves: boolean } | undefined {
    if (this.rules.length === 0) return undefined
    const rule = this.rules.find(
      (candidate) =>
        candidate.times > 0 && (candidate.vm ?? vm) === vm && (candidate.method ?? method) === method,
    )
    if (rule === undefined) return undefined
    rule.times -= 1
    return { fault: rule.fault, at: rule.at ?? 0.5, leaves: rule.leaves === true }
  }
}
