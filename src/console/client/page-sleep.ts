/** What this module needs of the page's stream; see `LiveStream`. */
interface Sleeper {
  wake(): void
  pause(): void
}

interface SleepingPage {
  document: EventTarget & { readonly hidden: boolean }
  window: EventTarget
  /** Epoch ms. */
  now: () => number
}

/**
 * A page that nobody has seen for so long, in ms, gives its stream up: it would keep sessions and collectors of the
 * hypervisors alive for nobody. Until then the stream goes on, because the server drops what nobody follows after
 * half a minute, and reading tens of thousands of objects anew takes longer than a glance at another tab.
 */
export const longHidden = 30 * 60_000
/** How often a page looks whether the machine slept, and which jump of the clock says that it did; ms. */
const lookInterval = 2_000
export const sleepJump = 15_000

/**
 * Keeps the stream in step with the page's sleep: connects at once when the page is seen again, thawed, online again
 * or when the machine wakes (timers stand still then, so the clock seems to jump); rests while the browser freezes the
 * page and when it is hidden for long. Returns the way to stop it.
 */
export function followSleep(stream: Sleeper, { document, window, now }: SleepingPage): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined
  let lookedAt = now()

  const wake = () => stream.wake()
  const seenOrNot = () => {
    clearTimeout(rest)
    rest = document.hidden ? setTimeout(() => stream.pause(), longHidden) : undefined
    if (!document.hidden) wake()
  }
  // A frozen page cannot read; the server would hold everything ready for it all the same.
  const freeze = () => stream.pause()
  const look = setInterval(() => {
    const passed = Math.abs(now() - lookedAt)
    lookedAt = now()
    // A hidden page's timers are rare without any sleep; it connects when it is seen.
    if (passed > sleepJump && !document.hidden) wake()
  }, lookInterval)

  // Every page is shown once; one that comes back from the browser's memory says so.
  const shown = (event: Event) => {
    if ('persisted' in event && event.persisted === true) wake()
  }

  const listeners: [EventTarget, string, (event: Event) => void][] = [
    [document, 'visibilitychange', seenOrNot],
    [document, 'freeze', freeze],
    [document, 'resume', wake],
    [window, 'pageshow', shown],
    [window, 'online', wake],
  ]
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener)
  return () => {
    clearInterval(look)
    clearTimeout(rest)
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener)
  }
}
