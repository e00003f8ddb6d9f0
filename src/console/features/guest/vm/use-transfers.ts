import { useEffect, useRef, useState } from 'react'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { type Progress, transferFaultOf } from './transfer-file.ts'

/** A file on its way, or at its end. */
export interface Transfer {
  id: number
  label: string
  done: number
  total?: number | undefined
  state: 'going' | 'done' | 'failed' | 'cancelled'
  note?: string
  fault?: FaultInfo
}

/** How a transfer ended: `fault` where it failed. */
export interface TransferEnd {
  id: number
  done: boolean
  fault?: FaultInfo
}

export interface Transfers {
  list: readonly Transfer[]
  /** Resolves when it has ended in any way. `work` gives the words for its end. */
  run(label: string, work: (progress: Progress, signal: AbortSignal) => Promise<string>): Promise<TransferEnd>
  cancel(id: number): void
  dismiss(id: number): void
}

/** Files on their way between this page and a guest. What leaves the page is cancelled. */
export function useTransfers(): Transfers {
  const [list, setList] = useState<readonly Transfer[]>([])
  const aborts = useRef(new Map<number, AbortController>())
  const last = useRef(0)
  useEffect(() => {
    const all = aborts.current
    return () => {
      for (const abort of all.values()) abort.abort()
    }
  }, [])

  const edit = (id: number, change: Partial<Transfer>) =>
    setList((old) => old.map((one) => (one.id === id ? { ...one, ...change } : one)))

  return {
    list,
    async run(label, work) {
      last.current += 1
      const id = last.current
      const abort = new AbortController()
      aborts.current.set(id, abort)
      setList((old) => [...old, { id, label, done: 0, state: 'going' }])
      try {
        const note = await work((done, total) => edit(id, { done, total }), abort.signal)
        edit(id, { state: 'done', note })
        return { id, done: true }
      } catch (error) {
        const fault = abort.signal.aborted ? undefined : transferFaultOf(error)
        edit(id, fault === undefined ? { state: 'cancelled' } : { state: 'failed', fault })
        return { id, done: false, ...(fault === undefined ? {} : { fault }) }
      } finally {
        aborts.current.delete(id)
      }
    },
    cancel: (id) => aborts.current.get(id)?.abort(),
    dismiss: (id) => setList((old) => old.filter((one) => one.id !== id)),
  }
}
