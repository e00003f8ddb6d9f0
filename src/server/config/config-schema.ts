import { z } from 'zod'

const dialectsOf = { vcenter: ['soap', 'vi-json'], ovirt: ['v3', 'v4'] } as const

const tlsSchema = z
  .strictObject({
    ca: z
      .string()
      .min(1)
      .optional()
      .describe(
        'PEM file with the CA certificates of this system, relative to this file. Replaces the public roots.',
      ),
    sha256: z
      .string()
      .regex(
        /^([0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}$/,
        'is not a SHA-256 fingerprint such as AA:BB:… (32 bytes in hex)',
      )
      .optional()
      .describe('SHA-256 fingerprint of the one certificate that this system may show.'),
    verify: z
      .literal(false, { error: 'may only be false; leave it out to have certificates checked' })
      .optional()
      .describe('Turns certificate checks off. Anybody on the way can then read passwords.'),
  })
  .refine((tls) => [tls.ca, tls.sha256, tls.verify].filter((part) => part !== undefined).length <= 1, {
    error: 'gives more than one of ca, sha256 and verify; choose one',
  })

const urlSchema = z
  .string()
  .describe('Address of the system, e.g. https://vcenter.example.com, with a path prefix if there is one.')
  .superRefine((text, context) => {
    const mistake = urlMistake(text)
    if (mistake !== undefined) context.addIssue({ code: 'custom', message: mistake })
  })

function urlMistake(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is not a URL'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must start with https:// or http://'
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
  if (url.search !== '' || url.hash !== '') return 'must not hold a query or fragment'
  return undefined
}

const systemSchema = z
  .strictObject({
    id: z
      .string()
      .max(60)
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'must start with a letter or digit and hold only a-z, 0-9 and -')
      .describe('Name of the system in addresses and cookies. Must not change later.'),
    name: z.string().trim().min(1).max(120).describe('Name of the system on the pages.'),
    kind: z.enum(['vcenter', 'ovirt']).describe('ovirt also stands for RHEV, RHV and OLVM.'),
    url: urlSchema,
    dialect: z
      .enum(['soap', 'vi-json', 'v3', 'v4'])
      .optional()
      .describe('Forces what is otherwise detected: soap or vi-json for vcenter, v3 or v4 for ovirt.'),
    tls: tlsSchema
      .optional()
      .describe('How its certificate is checked; against the public roots when absent.'),
  })
  .superRefine(({ kind, dialect, url, tls }, context) => {
    const known: readonly string[] = dialectsOf[kind]
    if (dialect !== undefined && !known.includes(dialect)) {
      const message = `does not fit kind ${kind}; use ${known.join(' or ')}`
      context.addIssue({ code: 'custom', path: ['dialect'], message })
    }
    if (tls !== undefined && url.startsWith('http:')) {
      context.addIssue({ code: 'custom', path: ['tls'], message: 'has no meaning for an http:// address' })
    }
  })

/** The file that `GANTRY_CONFIG` names. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe('For editors: address of this schema.'),
    systems: z.array(systemSchema).min(1, 'names no system'),
  })
  .superRefine(({ systems }, context) => {
    const seen = new Map<string, number>()
    systems.forEach(({ id }, index) => {
      const first = seen.get(id)
      if (first === undefined) seen.set(id, index)
      else {
        const message = `is also the id of systems[${first}]`
        context.addIssue({ code: 'custom', path: ['systems', index, 'id'], message })
      }
    })
  })

type Config = z.infer<typeof configSchema>
export type ConfiguredSystem = Config['systems'][number]

/** The configuration file's JSON Schema, as shipped in `docs/gantry-config.schema.json`. */
export function configJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input' })
  return { $schema, title: 'Gantry configuration', ...schema }
}
