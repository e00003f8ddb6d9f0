import { formatMhz } from '../../../contract/units.ts'

/** MHz of many hosts: whole GHz from 100 up, where a tenth says nothing more. */
export function formatCpu(mhz: number | undefined): string {
  if (mhz === undefined || mhz < 100_000) return formatMhz(mhz)
  return `${Math.round(mhz / 1000).toLocaleString('en')} GHz`
}
