import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followSleep, longHidden, sleepJump } from './page-sleep.ts'

class FakeDocument extends EventTarget {
  hidden = false

  turn(hidden: boolean): void {
    this.hidden = hidden
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

function start() {
  const document = new FakeDocument()
  const window = new EventTarget()
  const stream = { wake: vi.fn(), pause: vi.fn() }
  const stop = followSleep(stream, { document, window, now: () => Date.now() })
  return { document, window, stream, stop }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

test('a page that is awake is left alone', () => {
  const { stream, stop } = start()
  vi.advanceTimersByTime(3 * longHidden)
  expect(stream.wake).not.toHaveBeenCalled()
  expect(stream.pause).not.toHaveBeenCalled()
  stop()
})

test('a hidden page keeps its stream for half an hour, then rests until it is seen', () => {
  const { document, stream, stop } = start()
  document.turn(true)
  vi.advanceTimersByTime(longHidden - 1)
  expect(stream.pause).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(stream.pause).toHaveBeenCalledTimes(1)
  expect(stream.wake).not.toHaveBeenCalled()
  document.turn(false)
  expect(stream.wake).toHaveBeenCalledTimes(1)
  stop()
})

test('a glance at another tab costs nothing', () => {
  const { document, stream, stop } = start()
  document.turn(true)
  vi.advanceTimersByTime(60_000)
  document.turn(false)
  vi.advanceTimersByTime(2 * longHidden)
  expect(stream.pause).not.toHaveBeenCalled()
  stop()
})

test('a machine that slept is noticed by the jump of its clock, where the page is seen', () => {
  const { document, stream, stop } = start()
  vi.setSystemTime(Date.now() + 8 * 3_600_000)
  vi.advanceTimersByTime(2_000)
  expect(stream.wake).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(60_000)
  expect(stream.wake).toHaveBeenCalledTimes(1)
  document.turn(true)
  vi.setSystemTime(Date.now() + sleepJump + 1)
  vi.advanceTimersByTime(2_000)
  expect(stream.wake).toHaveBeenCalledTimes(1)
  stop()
})

test('rests while the browser freezes the page, and wakes for every way back', () => {
  const { document, window, stream, stop } = start()
  document.dispatchEvent(new Event('freeze'))
  expect(stream.pause).toHaveBeenCalledTimes(1)
  document.dispatchEvent(new Event('resume'))
  window.dispatchEvent(new Event('pageshow'))
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  window.dispatchEvent(new Event('online'))
  expect(stream.wake).toHaveBeenCalledTimes(3)
  stop()
  window.dispatchEvent(new Event('online'))
  document.turn(false)
  expect(stream.wake).toHaveBeenCalledTimes(3)
})
