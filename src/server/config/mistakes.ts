import type { z } from 'zod'

/** A start that cannot go on; the message is for the admin, as it stands. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartError'
  }
}

/** `systems[0].tls.ca` */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('')
}

/** Every issue as `path: reason`. */
export function mistakesOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const where = pathText(issue.path)
    return where === '' ? issue.message : `${where}: ${issue.message}`
  })
}

export function mistakeList(title: string, mistakes: readonly string[]): string {
  return [title, ...mistakes.map((mistake) => `  - ${mistake}`)].join('\n')
}
