import { type DestinationStream, destination, pino } from 'pino'
import type { Log } from '../bff/hypervisors/port.ts'

/** Names under which a secret could stand in a log line by mistake. */
const secrets = ['password', 'token', 'tokens', 'cookie', 'authorization', 'secret', 'sessions']

/** JSON lines, on stderr unless told otherwise. Secrets are cut out at the top and one level below. */
export function createLog(level: string, to: DestinationStream = destination(2)): Log {
  const log = pino(
    {
      level,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
      base: null,
    },
    to,
  )
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  }
}
