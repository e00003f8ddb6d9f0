import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type ConfiguredSystem, configSchema } from './config-schema.ts'
import { mistakeList, mistakesOf, StartError } from './mistakes.ts'

/** A configured system with the files it names already read. */
export interface LoadedSystem extends ConfiguredSystem {
  /** PEM text of `tls.ca`. */
  ca?: string
}

/** Reads and checks the configuration file. Throws `StartError` that lists every mistake with its path. */
export async function loadConfig(file: string): Promise<LoadedSystem[]> {
  const parsed = configSchema.safeParse(parseJson(file, await readText(file)))
  if (!parsed.success) throw broken(file, mistakesOf(parsed.error))
  const mistakes: string[] = []
  const systems = await Promise.all(
    parsed.data.systems.map(async (system, index): Promise<LoadedSystem> => {
      if (system.tls?.ca === undefined) return system
      const path = resolve(dirname(file), system.tls.ca)
      try {
        return { ...system, ca: await readCertificates(path) }
      } catch (error) {
        mistakes.push(`systems[${index}].tls.ca: ${path}: ${reasonOf(error)}`)
        return system
      }
    }),
  )
  if (mistakes.length > 0) throw broken(file, mistakes)
  return systems
}

function broken(file: string, mistakes: string[]): StartError {
  return new StartError(mistakeList(`The configuration ${file} has mistakes:`, mistakes))
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new StartError(`The configuration ${file} cannot be read: ${reasonOf(error)}`, { cause: error })
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new StartError(`The configuration ${file} is not JSON: ${reasonOf(error)}`, { cause: error })
  }
}

async function readCertificates(path: string): Promise<string> {
  const text = await readFile(path, 'utf8')
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (blocks === null) throw new Error('holds no PEM certificate')
  for (const block of blocks) new X509Certificate(block)
  return text
}

/** The reason of a failed file access or parse, in a few words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'it may not be read'
  if (code === 'EISDIR') return 'it is a folder'
  return error.message
}
