import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Commands by name; each takes at most one value that survives JSON, and gives one. */
export type Commands = Record<string, (argument: never) => unknown>

type Answer<C> = C extends (...given: never[]) => infer R ? Awaited<R> : never

/** Asks the other side for one of its commands. Rejects with what it threw there, or when the process ends. */
export type Ask<C extends Commands> = <K extends keyof C & string>(
  command: K,
  ...argument: Parameters<C[K]>
) => Promise<Answer<C[K]>>

/**
 * In a process of the bench: answers lines of JSON on standard input, `{ id, command, argument }`, with lines on
 * standard output. Ends with the bench, however that ends.
 */
export function answerLines(commands: Commands): void {
  const lines = createInterface({ input: process.stdin })
  lines.on('line', async (line) => {
    const { id, command, argument } = JSON.parse(line)
    try {
      const run = commands[command]
      if (run === undefined) throw new Error(`no command ${command}`)
      // The types of both sides are the same `Commands`.
      const result = await run(argument as never)
      console.log(JSON.stringify({ id, result }))
    } catch (error) {
      console.log(JSON.stringify({ id, error: error instanceof Error ? error.message : String(error) }))
    }
  })
  lines.on('close', () => process.exit(0))
}

/** In the bench: the way to ask a process that it started with pipes for input and output. */
export function askOver<C extends Commands>(child: ChildProcess): Ask<C> {
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('the process has no pipes')
  const open = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()
  let count = 0
  createInterface({ input: stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return
    const { id, result, error } = JSON.parse(line)
    const waiting = open.get(id)
    open.delete(id)
    if (error !== undefined) waiting?.reject(new Error(error))
    // The types of both sides are the same `Commands`.
    else waiting?.resolve(result as never)
  })
  child.once('exit', (code) => {
    for (const { reject } of open.values()) reject(new Error(`the process ended with ${code}`))
  })
  stdin.on('error', () => {})
  return (command, ...[argument]) =>
    new Promise((resolve, reject) => {
      count += 1
      open.set(count, { resolve, reject })
      stdin.write(`${JSON.stringify({ id: count, command, argument: argument ?? null })}\n`)
    })
}
