/**
 * What `make` says of a row, made when first asked for and kept with the row object itself, under a key that nothing else
 * sees. 45,000 looks into a `WeakMap` take 25 to 50 ms, here 2 to 10 (V8 14): the difference between a search
 * that follows the typing and one that lags. A row that must not be changed is asked anew each time.
 */
export function keptWithRow<R extends object, T extends object | string>(make: (row: R) => T): (row: R) => T {
  const key = Symbol('kept')
  return (row) => {
    // Nothing else knows the key, so what is there was put there below.
    const kept = (row as { readonly [key]?: T })[key]
    if (kept !== undefined) return kept
    const made = make(row)
    // Not enumerable: copies of a row must not take it along.
    if (Object.isExtensible(row)) Object.defineProperty(row, key, { value: made })
    return made
  }
}
