import { parseArgs } from 'node:util'
import { z } from 'zod'
import { mistakeList, StartError } from './mistakes.ts'

const estates = ['small', 'large', 'max'] as const

/** An environment variable that is set to nothing counts as absent. */
const text = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value))

const schema = z
  .object({
    GANTRY_CONFIG: text,
    PORT: text
      .transform((value) => value ?? '8080')
      .pipe(
        z
          .string()
          .regex(/^\d+$/, 'is not a port number')
          .transform(Number)
          .pipe(z.number().max(65_535, 'is not a port number')),
      ),
    HOST: text.transform((value) => value ?? '127.0.0.1'),
    GANTRY_SECRET: text.pipe(
      z.string().min(16, 'is too short; use at least 16 random characters').optional(),
    ),
    GANTRY_TLS_CERT: text,
    GANTRY_TLS_KEY: text,
    GANTRY_ALLOWED_HOSTS: text.transform((value) =>
      (value ?? '')
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ''),
    ),
    GANTRY_LOG_LEVEL: text.pipe(z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional()),
    GANTRY_DEMO_SEED: text.transform((value) => value ?? 'gantry'),
    GANTRY_DEMO_ESTATE: text.transform((value) => value ?? 'large').pipe(z.enum(estates)),
  })
  .superRefine((env, context) => {
    if ((env.GANTRY_TLS_CERT === undefined) === (env.GANTRY_TLS_KEY === undefined)) return
    const missing = env.GANTRY_TLS_CERT === undefined ? 'GANTRY_TLS_CERT' : 'GANTRY_TLS_KEY'
    context.addIssue({
      code: 'custom',
      path: [missing],
      message: 'is missing: TLS needs certificate and key',
    })
  })

export interface Environment {
  /** Absent: the demo systems are served. */
  configFile: string | undefined
  port: number
  host: string
  secret: string | undefined
  tls: { certFile: string; keyFile: string } | undefined
  /** Host names under which the server may be asked, besides its own; lower case, without port. */
  allowedHosts: string[]
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent' | undefined
  demo: { seed: string; estate: (typeof estates)[number] }
}

export type Invocation =
  | { run: 'server'; environment: Environment }
  | { run: 'print-config-schema' }
  | { run: 'help' }

export const usage = `Usage: node src/server/main.ts [--config FILE] [--print-config-schema]

  --config FILE           systems to show; without it (or GANTRY_CONFIG) a demo of four simulated systems
  --print-config-schema   prints the JSON Schema of that file

Environment: GANTRY_CONFIG, PORT (8080), HOST (127.0.0.1), GANTRY_SECRET, GANTRY_TLS_CERT, GANTRY_TLS_KEY,
GANTRY_ALLOWED_HOSTS (a,b), GANTRY_LOG_LEVEL, GANTRY_DEMO_SEED, GANTRY_DEMO_ESTATE (small|large|max)`

/** Reads command line and environment. Throws `StartError` that lists every mistake. */
export function readInvocation(args: string[], env: Record<string, string | undefined>): Invocation {
  const options = readArguments(args)
  if (options.help === true) return { run: 'help' }
  if (options['print-config-schema'] === true) return { run: 'print-config-schema' }
  const parsed = schema.safeParse(env)
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new StartError(mistakeList('The environment has mistakes:', mistakes))
  }
  const { GANTRY_TLS_CERT: certFile, GANTRY_TLS_KEY: keyFile } = parsed.data
  return {
    run: 'server',
    environment: {
      configFile: options.config ?? parsed.data.GANTRY_CONFIG,
      port: parsed.data.PORT,
      host: parsed.data.HOST,
      secret: parsed.data.GANTRY_SECRET,
      tls: certFile === undefined || keyFile === undefined ? undefined : { certFile, keyFile },
      allowedHosts: parsed.data.GANTRY_ALLOWED_HOSTS,
      logLevel: parsed.data.GANTRY_LOG_LEVEL,
      demo: { seed: parsed.data.GANTRY_DEMO_SEED, estate: parsed.data.GANTRY_DEMO_ESTATE },
    },
  }
}

function readArguments(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        config: { type: 'string' },
        'print-config-schema': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return values
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
