const loopback = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

function isLoopback(host: string): boolean {
  return loopback.has(host) || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/**
 * Whether a `Host` header may be served. A server bound to the loopback answers only to loopback names, or
 * else a foreign site could point its own name at it (DNS rebinding) and talk to it as "same origin". Bound
 * to a real address it answers to any name, unless `allowed` names them.
 */
export function hostAllowed(header: string, bound: string, allowed: readonly string[]): boolean {
  if (!isLoopback(bound) && allowed.length === 0) return true
  const name = header.toLowerCase().replace(/:\d+$/, '')
  return isLoopback(name) || name === bound.toLowerCase() || allowed.includes(name)
}
