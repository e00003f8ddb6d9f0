import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configJsonSchema } from './config-schema.ts'
import { readInvocation } from './environment.ts'
import { loadConfig } from './load-config.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function load(content: unknown) {
  const file = join(folder, 'gantry.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return loadConfig(file)
}

const system = { id: 'vc', name: 'vCenter', kind: 'vcenter', url: 'https://vc.example.test' }
const testCert = new URL('../net/testing/test-cert.pem', import.meta.url)

test('a good file is taken, with CA files relative to it', async () => {
  await writeFile(join(folder, 'ca.pem'), await readFile(testCert))
  const systems = await load({
    $schema: './schema.json',
    systems: [
      { ...system, dialect: 'soap', tls: { ca: 'ca.pem' } },
      { ...system, id: 'lab-2', kind: 'ovirt', url: 'http://lab.example.test/prefix', dialect: 'v3' },
    ],
  })
  expect(systems.map(({ id }) => id)).toEqual(['vc', 'lab-2'])
  expect(systems[0]?.ca).toContain('BEGIN CERTIFICATE')
})

test('every mistake is named with its path and reason', async () => {
  const attempt = load({
    systems: [
      { ...system, dialect: 'v4', url: 'https://root:calvin@vc.example.test' },
      { ...system, kind: 'proxmox', tls: { sha256: 'AA:BB' } },
      { ...system, id: 'Upper Case', extra: 1, tls: { verify: true } },
      { ...system, id: 'two', tls: { verify: false, ca: 'x' } },
    ],
  })
  const message = await attempt.catch((error: Error) => error.message)
  expect(message).toContain(`The configuration ${join(folder, 'gantry.json')} has mistakes:`)
  for (const line of [
    'systems[0].url: must not hold a user name or password',
    'systems[1].kind: ',
    'systems[1].tls.sha256: is not a SHA-256 fingerprint',
    'systems[2].id: must start with a letter or digit and hold only a-z, 0-9 and -',
    'systems[2].tls.verify: may only be false',
    'systems[2]: Unrecognized key: "extra"',
    'systems[3].tls: gives more than one of ca, sha256 and verify; choose one',
  ]) {
    expect(message).toContain(line)
  }
})

test.each([
  [
    { systems: [{ ...system, dialect: 'v4' }] },
    'systems[0].dialect: does not fit kind vcenter; use soap or vi-json',
  ],
  [{ systems: [system, system] }, 'systems[1].id: is also the id of systems[0]'],
  [{ systems: [] }, 'systems: names no system'],
  [{ systems: [{ ...system, url: 'ftp://x' }] }, 'systems[0].url: must start with https:// or http://'],
  [{ systems: [{ ...system, tls: { ca: 'gone.pem' } }] }, 'gone.pem: there is no such file'],
  ['{"systems": [', 'is not JSON'],
])('%j is refused', async (content, reason) => {
  await expect(load(content)).rejects.toThrow(reason)
})

test('a file that is not there is said so', async () => {
  await expect(loadConfig(join(folder, 'none.json'))).rejects.toThrow('there is no such file')
})

test('the shipped JSON Schema is the one of today', async () => {
  const shipped = await readFile(new URL('../../../docs/gantry-config.schema.json', import.meta.url), 'utf8')
  expect(JSON.parse(shipped)).toEqual(configJsonSchema())
})

test('the environment has defaults', () => {
  expect(readInvocation([], {})).toMatchObject({
    run: 'server',
    environment: { port: 8080, host: '127.0.0.1', configFile: undefined, tls: undefined },
  })
  expect(readInvocation(['--config', 'a.json'], { GANTRY_CONFIG: 'b.json', PORT: '0' })).toMatchObject({
    environment: { configFile: 'a.json', port: 0 },
  })
})

test('mistakes in the environment are all named', () => {
  const read = () => readInvocation([], { PORT: '99999', GANTRY_SECRET: 'short', GANTRY_DEMO_ESTATE: 'huge' })
  expect(read).toThrow(/PORT: .*\n.*GANTRY_SECRET: is too short.*\n.*GANTRY_DEMO_ESTATE: /)
  expect(() => readInvocation([], { GANTRY_TLS_CERT: 'c.pem' })).toThrow('GANTRY_TLS_KEY: is missing')
  expect(() => readInvocation(['--nope'], {})).toThrow('--nope')
})
