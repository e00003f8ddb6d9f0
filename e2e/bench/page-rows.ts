import type { CDPSession, Page } from '@playwright/test'
import type { InventoryRow } from '../../src/contract/inventory.ts'

/** What a page knows, read from its memory: the console that ships has no door for it. */
export interface PageRows {
  /** Every row, of every kind. */
  all(): Promise<InventoryRow[]>
  /** Waits until there is a VM of this name. */
  waitFor(name: string): Promise<void>
  /** How many VMs the table says that it shows. */
  shown(): Promise<number>
}

/**
 * Finds the map that holds the rows of the page's one system by id among all maps in its memory. Throws when none
 * looks so: the console then keeps its rows in another way, and this must follow.
 */
export async function pageRows(page: Page): Promise<PageRows> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const { result: prototype } = await session.send('Runtime.evaluate', { expression: 'Map.prototype' })
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: idOf(prototype.objectId),
  })
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: idOf(objects.objectId),
    functionDeclaration: `function () {
      let largest
      for (const map of this) {
        const [[key, row] = []] = map
        if (typeof row !== 'object' || row === null || row.id !== key) continue
        if (typeof row.kind !== 'string' || typeof row.system !== 'string') continue
        if (largest === undefined || map.size > largest.size) largest = map
      }
      window.gantryBench.store = largest
      return largest?.size ?? 0
    }`,
    returnByValue: true,
  })
  await session.detach()
  if (!(Number(result.value) > 0)) throw new Error('no map of rows found in the memory of the page')
  return {
    async all() {
      const text = await page.evaluate(() => JSON.stringify([...(window.gantryBench.store?.values() ?? [])]))
      return JSON.parse(text)
    },
    async waitFor(name) {
      const there = (wanted: string) =>
        [...(window.gantryBench.store?.values() ?? [])].some((row) => row.name === wanted)
      await page.waitForFunction(there, name, { polling: 50, timeout: 120_000 })
    },
    shown: () =>
      page.evaluate(
        () => Number(document.querySelector('[role="table"]')?.getAttribute('aria-rowcount')) - 1,
      ),
  }
}

function idOf(objectId: string | undefined): string {
  if (objectId === undefined) throw new Error('the browser gives no handle')
  return objectId
}
