const focusable =
  'input:not([type="hidden"]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled), [tabindex]'

/**
 * Brings the field of a path into sight and focuses it: the element marked `data-field` with the path or the longest part of
 * it, else the first field that says it is wrong. Whether there was one.
 */
export function focusField(within: HTMLElement, path: string | undefined): boolean {
  const place = placeOf(within, path)
  if (place === undefined) return false
  const target = place.matches(focusable) ? place : (place.querySelector<HTMLElement>(focusable) ?? place)
  target.scrollIntoView({ block: 'center' })
  target.focus({ preventScroll: true })
  return true
}

function placeOf(within: HTMLElement, path: string | undefined): HTMLElement | undefined {
  const keys = path?.split('.') ?? []
  for (let length = keys.length; length > 0; length -= 1) {
    const name = CSS.escape(keys.slice(0, length).join('.'))
    const found = within.querySelector<HTMLElement>(`[data-field="${name}"]`)
    if (found !== null) return found
  }
  return within.querySelector<HTMLElement>('[aria-invalid="true"]') ?? undefined
}
