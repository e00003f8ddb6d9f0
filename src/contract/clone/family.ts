import type { CloneOptions } from './options.ts'

/**
 * Whose rules hold, told by the ways that a source has: vSphere keeps names unique within a folder and writes a swap file;
 * an engine keeps them unique within a data center and gives every VM a cluster.
 */
export function followsVsphere(options: Pick<CloneOptions, 'ways'>): boolean {
  return options.ways.some(({ way }) => way === 'rest' || way === 'task')
}
