import { isIP, type LookupFunction } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'
import { Fault } from '../../contract/fault.ts'

/** Against what a system's certificate is checked. */
export type Trust =
  | { by: 'public-roots' }
  | { by: 'ca'; pem: string }
  | { by: 'sha256'; fingerprint: string }
  /** What older systems know of the certificates of their own hosts. */
  | { by: 'sha1'; fingerprint: string }
  | { by: 'nothing' }

/** `AA:BB:…` from any common way to write a fingerprint. */
function normalFingerprint(text: string): string {
  const hex = text.replaceAll(':', '').toUpperCase()
  return hex.match(/../g)?.join(':') ?? ''
}

/**
 * Opens connections that are handed out only after the certificate was judged, so no byte of a request
 * reaches a system that is not trusted. Node's own refusal would come without the fingerprint that the admin
 * needs for comparison, therefore Node only reports and this decides.
 */
export function trustingConnector(trust: Trust, address?: string): buildConnector.connector {
  const connect = buildConnector({
    rejectUnauthorized: false,
    // A resumed TLS session would skip the check of the certificate.
    maxCachedSessions: 0,
    timeout: 10_000,
    ...(address === undefined ? {} : { lookup: always(address) }),
    ...(trust.by === 'ca' ? { ca: trust.pem } : {}),
  })
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null)
      const fault =
        options.protocol === 'https:' ? judge(socket as TLSSocket, options.hostname, trust) : undefined
      if (fault === undefined) return callback(null, socket)
      socket.destroy()
      callback(fault, null)
    })
  }
}

/** Resolves every name to one address. */
function always(address: string): LookupFunction {
  const family = isIP(address)
  return (_name, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}

/** Why this peer is not trusted, or `undefined`. */
function judge(socket: TLSSocket, host: string, trust: Trust): Fault | undefined {
  if (trust.by === 'nothing') return undefined
  const { fingerprint, fingerprint256 } = socket.getPeerCertificate()
  if (trust.by === 'sha1') {
    const shown = fingerprint === undefined ? 'none' : normalFingerprint(fingerprint)
    const known = normalFingerprint(trust.fingerprint)
    if (shown === known) return undefined
    return new Fault({
      kind: 'unavailable',
      code: 'TLS_FINGERPRINT_MISMATCH',
      message: `${host} shows another certificate than its own system knows of. Its SHA-1 fingerprint is ${shown}; expected was ${known}.`,
      advice:
        'If its certificate was renewed, connect the host to its system again. Otherwise somebody stands in between.',
    })
  }
  // Anonymous ciphers show no certificate at all.
  const seen = fingerprint256 === undefined ? 'none' : normalFingerprint(fingerprint256)
  if (trust.by === 'sha256') {
    const expected = normalFingerprint(trust.fingerprint)
    if (seen === expected) return undefined
    return new Fault({
      kind: 'unavailable',
      code: 'TLS_FINGERPRINT_MISMATCH',
      message: `${host} shows another certificate than the pinned one. Its SHA-256 fingerprint is ${seen}; expected was ${expected}.`,
      advice:
        'If its certificate was renewed, compare the fingerprint at the system itself and change tls.sha256 in the configuration. Otherwise somebody stands in between.',
    })
  }
  if (socket.authorized) return undefined
  const reason = String(socket.authorizationError ?? 'unknown reason')
  const against = trust.by === 'ca' ? "the system's own CA" : 'the public certificate authorities'
  return new Fault({
    kind: 'unavailable',
    code: 'TLS_UNTRUSTED',
    message: `The certificate of ${host} is not trusted by ${against} (${reason}). Its SHA-256 fingerprint is ${seen}.`,
    advice:
      'Compare the fingerprint at the system itself, then set tls.sha256, or tls.ca with the CA that signed it, in the configuration.',
  })
}
