import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ObjectDetailKind } from '../../contract/api.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { ObjectDetail, VmDetail } from '../../contract/vm.ts'
import { faultOf, orpc } from './api.ts'

/** What is read on demand for a page, beside the live row. */
export interface Detail<D> {
  data: D | undefined
  /** Why the last read failed; `data` may still hold an older one. */
  fault: FaultInfo | undefined
  pending: boolean
  retry: () => void
}

/** Details change also where the row does not (usage, events, snapshots of others). */
const refetchInterval = 30_000
/** Rows may change several times in a moment; one read afterwards is enough. */
const settleTime = 400

const options = {
  refetchInterval,
  retry: (failures: number, error: Error) => {
    const { kind } = faultOf(error)
    return failures < 2 && (kind === 'unavailable' || kind === 'timeout')
  },
}

/** Details of a VM or template, read again soon after `row` changed and every 30 s while the page is seen. */
export function useVmDetail(
  system: string,
  vm: string,
  row: object | undefined,
  enabled: boolean,
): Detail<VmDetail> {
  const query = useQuery({
    ...orpc.vms.get.queryOptions({ input: { system, vm } }),
    ...options,
    enabled,
  })
  useReadAfterChange(row, query.refetch, enabled)
  return detailOf(query)
}

/** The same for a host, cluster, datastore or network. */
export function useObjectDetail(
  system: string,
  kind: ObjectDetailKind,
  id: string,
  row: object | undefined,
  enabled: boolean,
): Detail<ObjectDetail> {
  const query = useQuery({
    ...orpc.objects.get.queryOptions({ input: { system, kind, id } }),
    ...options,
    enabled,
  })
  useReadAfterChange(row, query.refetch, enabled)
  return detailOf(query)
}

function useReadAfterChange(row: object | undefined, refetch: () => unknown, enabled: boolean): void {
  const previous = useRef(row)
  useEffect(() => {
    const before = previous.current
    previous.current = row
    if (!enabled || row === undefined || before === undefined || before === row) return
    const timer = setTimeout(refetch, settleTime)
    return () => clearTimeout(timer)
  }, [row, refetch, enabled])
}

function detailOf<D>(query: {
  data: D | undefined
  error: Error | null
  isPending: boolean
  refetch: () => unknown
}): Detail<D> {
  return {
    data: query.data,
    fault: query.error === null ? undefined : faultOf(query.error),
    pending: query.isPending,
    retry: () => void query.refetch(),
  }
}
