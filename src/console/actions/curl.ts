import type { RequestPreview } from '../../contract/job.ts'
import type { SystemState } from '../../contract/system.ts'

/**
 * The same request for a shell. Masked secrets stay masked; who sends it signs in by it: curl asks for the password of an
 * engine, a vCenter wants a session in the variable that is named.
 */
export function curlOf(
  preview: RequestPreview,
  system: Pick<SystemState, 'address' | 'kind' | 'session' | 'info'>,
): string {
  const parts = ['curl', '--request', preview.method]
  const header = (text: string) => parts.push('--header', quote(text))
  if (system.kind === 'ovirt') {
    const user = system.session.state === 'signed-out' ? 'user@domain' : system.session.userName
    parts.push('--user', quote(user))
    header(`Version: ${system.info?.dialect === 'v3' ? '3' : '4'}`)
    header(`Accept: ${preview.contentType ?? 'application/xml'}`)
  } else if (preview.contentType?.includes('xml') === true) {
    // A variable, so in double quotes.
    parts.push('--cookie', '"$VCENTER_COOKIE"')
    header(`SOAPAction: urn:vim25/${system.info?.release ?? '7.0.0.0'}`)
  } else {
    parts.push('--header', '"vmware-api-session-id: $VCENTER_SESSION"')
  }
  if (preview.contentType !== undefined) header(`Content-Type: ${preview.contentType}`)
  if (preview.body !== undefined) parts.push('--data-raw', quote(preview.body))
  parts.push(quote(`https://${system.address}${preview.path}`))
  return parts.join(' ')
}

/** As one word of a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
