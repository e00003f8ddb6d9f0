import { expect, test } from 'vitest'
import { type JarOptions, SealedJar, sealingKey } from './sealed-jar.ts'

const session = { userName: 'ann', tokens: { soap: 'top-secret-token' } }

function options(more: Partial<JarOptions> = {}) {
  const dropped: string[] = []
  const jar: JarOptions = {
    key: sealingKey('a secret of the installation'),
    secure: false,
    now: () => 1_000_000_000,
    onDropped: (system, reason) => dropped.push(`${system}: ${reason}`),
    ...more,
  }
  return { jar, dropped }
}

/** What a browser would send back. */
const cookieOf = (setCookies: string[]) => setCookies.map((line) => line.split(';')[0]).join('; ')

async function sealed(): Promise<string[]> {
  const jar = await SealedJar.open(null, ['one', 'two'], options().jar)
  jar.set('one', session)
  return jar.setCookies()
}

test('a session comes back as it was, and only its cookie is written', async () => {
  const lines = await sealed()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^gantry-one=[\w.-]+; Max-Age=86400; Path=\/api; HttpOnly; SameSite=Strict$/)
  expect(lines[0]).not.toContain('top-secret')
  const again = await SealedJar.open(cookieOf(lines), ['one', 'two'], options().jar)
  expect(again.get('one')).toEqual(session)
  expect(again.get('two')).toBeUndefined()
  expect(await again.setCookies()).toEqual([])
})

test('under TLS the cookie is Secure', async () => {
  const jar = await SealedJar.open(null, ['one'], options({ secure: true }).jar)
  jar.set('one', session)
  expect((await jar.setCookies())[0]).toContain('; Secure')
})

test('sign-out takes the cookie away', async () => {
  const jar = await SealedJar.open(cookieOf(await sealed()), ['one'], options().jar)
  jar.delete('one')
  expect(await jar.setCookies()).toEqual(['gantry-one=; Max-Age=0; Path=/api; HttpOnly; SameSite=Strict'])
})

test.each([
  // The character before last: the last one holds bits that base64 ignores.
  [
    'a changed one',
    (cookie: string) => cookie.replace(/.(.)$/, (end) => (end[0] === 'A' ? `B${end[1]}` : `A${end[1]}`)),
    {},
  ],
  ['garbage', () => 'gantry-one=garbage', {}],
  ['one of another secret', (cookie: string) => cookie, { key: sealingKey('quite another secret') }],
  ['one older than a day', (cookie: string) => cookie, { now: () => 1_000_000_000 + 86_400_000 }],
])('%s is dropped and removed', async (_, change, more) => {
  const { jar: opened, dropped } = options(more)
  const jar = await SealedJar.open(change(cookieOf(await sealed())), ['one'], opened)
  expect(jar.get('one')).toBeUndefined()
  expect(dropped).toHaveLength(1)
  expect((await jar.setCookies())[0]).toContain('gantry-one=; Max-Age=0')
})

test('the session of one system does not open another', async () => {
  const stolen = cookieOf(await sealed()).replace('gantry-one', 'gantry-two')
  const { jar: opened, dropped } = options()
  const jar = await SealedJar.open(stolen, ['two'], opened)
  expect(jar.get('two')).toBeUndefined()
  expect(dropped).toEqual(['two: it belongs to another system'])
})

test('a session too large for a cookie is an error, not a silent loss', async () => {
  const jar = await SealedJar.open(null, ['one'], options().jar)
  jar.set('one', { userName: 'ann', tokens: { t: 'x'.repeat(4000) } })
  await expect(jar.setCookies()).rejects.toThrow('does not fit')
})
