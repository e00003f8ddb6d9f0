import { z } from 'zod'

/**
 * What is run inside a guest, and as whom. Sources: vCenter REST `vm guest processes: create` with its credentials;
 * vim `GuestProgramSpec`, `GuestWindowsProgramSpec`, `NamePasswordAuthentication`, `SAMLTokenAuthentication`.
 */

/** Lives in the memory of the page and, while a run needs it, of the server; never stored, logged, or put in a URL or a job. */
export const guestAuthSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('password'),
    userName: z.string().trim().min(1, 'Enter a user name of the guest.').max(320),
    password: z.string().max(4096),
    /** In the desktop session of this user, who must be logged on. */
    interactive: z.boolean(),
  }),
  z.object({
    type: z.literal('saml'),
    token: z.string().min(1, 'Paste the SAML token.').max(65_536),
    /** Absent: the guest's aliases decide. */
    userName: z.string().trim().max(320).optional(),
  }),
])
export type GuestAuth = z.infer<typeof guestAuthSchema>

const surroundings = {
  /** Absolute path in the guest. Absent: the home of the user (Linux); not specified elsewhere. */
  workingDirectory: z.string().trim().max(4096).optional(),
  /** The complete set: the program sees nothing else. Absent: what the guest gives by default. */
  environment: z
    .array(
      z.object({
        name: z
          .string()
          .min(1, 'Enter a name.')
          .max(255)
          .regex(/^[^=]+$/, 'A name holds no = sign.'),
        value: z.string().max(32_768),
      }),
    )
    .max(500)
    .optional(),
  /** Windows only; refused elsewhere. */
  startMinimized: z.boolean().optional(),
}

export const guestShellSchema = z.enum(['sh', 'bash', 'powershell', 'cmd'])
export type GuestShell = z.infer<typeof guestShellSchema>

export const guestCommandSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('program'),
    /** Absolute path in the guest. */
    path: z.string().trim().min(1, 'Enter the path of a program.').max(4096),
    /** As one text, quoted for the guest by whoever wrote it. */
    arguments: z.string().max(32_768),
    ...surroundings,
  }),
  z.object({
    kind: z.literal('script'),
    shell: guestShellSchema,
    text: z.string().min(1, 'Enter a script.').max(262_144),
    ...surroundings,
  }),
])
export type GuestCommand = z.infer<typeof guestCommandSchema>

/** How a command is run in one guest. */
export const guestRunOptionsSchema = z.object({
  /** Redirect both outputs to temporary files in the guest, fetch them, remove them. */
  capture: z.boolean(),
  /** Of each output so many bytes are kept; the rest is said to be cut off. */
  keepBytes: z
    .int()
    .min(1024, 'At least 1 KB.')
    .max(16 * 1024 ** 2, 'At most 16 MB.'),
  /** Terminated after so long; absent: never. */
  limitSeconds: z.int().min(1, 'At least 1 s.').max(86_400, 'At most a day.').optional(),
})
export type GuestRunOptions = z.infer<typeof guestRunOptionsSchema>
