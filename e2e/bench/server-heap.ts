import { type GantryProcess, pause } from './processes.ts'

/** What a server keeps, asked over its inspector: MB of heap after everything that can be collected was. */
export async function serverHeap(gantry: GantryProcess): Promise<number> {
  const socket = new WebSocket(await inspectorOf(gantry))
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error('the inspector refuses'))
  })
  let count = 0
  const call = (method: string) =>
    new Promise<{ usedSize?: number }>((resolve, reject) => {
      count += 1
      const id = count
      const listen = (event: MessageEvent) => {
        const answer = JSON.parse(String(event.data))
        if (answer.id !== id) return
        socket.removeEventListener('message', listen)
        if (answer.error === undefined) resolve(answer.result)
        else reject(new Error(answer.error.message))
      }
      socket.addEventListener('message', listen)
      socket.send(JSON.stringify({ id, method }))
    })
  try {
    // What the first collection frees may hold others that a second one frees.
    for (let round = 0; round < 2; round += 1) await call('HeapProfiler.collectGarbage')
    const { usedSize } = await call('Runtime.getHeapUsage')
    return (usedSize ?? Number.NaN) / 1e6
  } finally {
    socket.close()
  }
}

async function inspectorOf({ pid, inspectorPort }: GantryProcess): Promise<string> {
  process.kill(pid, 'SIGUSR1')
  for (let attempt = 0; ; attempt += 1) {
    try {
      const reply = await fetch(`http://127.0.0.1:${inspectorPort}/json`)
      const [target]: { webSocketDebuggerUrl: string }[] = await reply.json()
      if (target !== undefined) return target.webSocketDebuggerUrl
    } catch (error) {
      if (attempt >= 50) throw error
    }
    await pause(100)
  }
}
