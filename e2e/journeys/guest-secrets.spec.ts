import { expect, test } from '../fixtures.ts'
import {
  chooseGuests,
  keepCredentials,
  makeGuests,
  openGuests,
  run,
  typeScript,
  untilRuns,
} from '../guests.ts'

test('passwords of guests are nowhere but in the requests that need them', async ({
  gantry,
  control,
  page,
  host,
}) => {
  test.slow()
  const right = 'guest-deploy'
  const wrong = 'hidden-4712-pässword'
  /** Either of them, or the part of the wrong one that no encoding changes. */
  const secrets = [right, 'hidden-4712', Buffer.from(wrong).toString('base64').slice(0, 12)]
  const places = new Map<string, string>()
  const urls: string[] = []
  const said: string[] = []
  const replies: Promise<string>[] = []
  page.on('request', (request) => urls.push(request.url()))
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error.stack)))
  page.on('response', (response) => {
    // Replies of a demo's worker have no bodies that could be read from outside the page.
    if (host.kind === 'server' && response.headers()['content-type']?.includes('json') === true)
      replies.push(response.text().catch(() => ''))
  })
  await gantry.signInToAll()
  await makeGuests(control, 'vc-east', 'linux', ['leak-1', 'leak-2'])
  await openGuests(gantry)
  await chooseGuests(control, page, 'leak-', [2, 2])
  await keepCredentials(page, 'All guests', 'deploy', right)
  await keepCredentials(page, /^leak-2/, 'deploy', wrong)
  await typeScript(page, 'sh (Linux)', 'echo done')
  await run(page, 2)
  // Both did arrive.
  await untilRuns(control, page, '2 of 2 ended: 1 exit 0, 1 login failed.')

  const kept = await page.evaluate(async () => {
    const databases: unknown[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
      for (const store of database.objectStoreNames) {
        databases.push(
          await new Promise((resolve, reject) => {
            const reading = database.transaction(store).objectStore(store).getAll()
            reading.onsuccess = () => resolve(reading.result)
            reading.onerror = () => reject(reading.error)
          }),
        )
      }
      database.close()
    }
    const caches = await Promise.all(
      (await window.caches.keys()).map(async (name) => (await window.caches.open(name)).keys()),
    )
    return {
      storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
      databases: JSON.stringify(databases),
      caches: JSON.stringify(caches.flat().map(({ url }) => url)),
      cookies: document.cookie,
      history: JSON.stringify(window.history.state),
      document: document.documentElement.outerHTML,
    }
  })
  for (const [place, text] of Object.entries(kept)) places.set(place, text)
  places.set('cookies of the browser', JSON.stringify(await page.context().cookies()))

  // What is told to a request that is wrong in itself, and to one for a guest that is none.
  const refusals = await page.evaluate(async (password) => {
    const called = performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/systems/'))
    const base = called?.name.replace(/\/api\/.*/, '/api')
    const headers = { 'x-gantry': '1', 'content-type': 'application/json' }
    const ask = async (vm: string, auth: object) => {
      const body = JSON.stringify({ auth: { ...auth, userName: 'deploy', password } })
      const url = `${base}/systems/vc-east/vms/${vm}/guest/processes`
      const response = await fetch(url, { method: 'POST', headers, body })
      return `${response.status} ${await response.text()}`
    }
    const whole = { type: 'password', interactive: false }
    return [await ask('vm-1', { type: 'password', interactive: 'no' }), await ask('vm-999999', whole)]
  }, wrong)
  expect(refusals.map((text) => text[0])).toEqual(['4', '4'])
  places.set('refusals', refusals.join('\n'))

  // All that a new page is told, as it goes over the wire.
  const live = await page.evaluate(async () => {
    const called = performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/systems/'))
    const signal = AbortSignal.timeout(30_000)
    const response = await fetch(`${called?.name.replace(/\/api\/.*/, '/api')}/live`, { signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (reader !== undefined && !/"type":"guest-runs","system":"vc-east".*leak-2/.test(text)) {
      const { value, done } = await reader.read()
      if (done) break
      text += value
    }
    void reader?.cancel()
    return text
  })
  expect(live).toContain('leak-2')
  places.set('live stream', live)

  await gantry.go('Jobs')
  places.set('jobs', await page.locator('body').innerText())
  await page.evaluate(() => {
    if (location.hash !== '') location.hash = '#/nowhere'
    else history.pushState(null, '', '/nowhere')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  places.set('error page', await page.locator('html').innerHTML())
  places.set('addresses', [page.url(), ...urls].map((url) => decodeURIComponent(url)).join('\n'))
  places.set('console', said.join('\n'))
  places.set('replies', (await Promise.all(replies)).join('\n'))
  places.set('log of the server', host.server?.log() ?? '')
  if (host.kind === 'server') expect(places.get('replies')).toContain('leak-2')
  const leaks = [...places].flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${place}: ${secret}`),
  )
  expect(leaks).toEqual([])
})
