import { SoapDecoder } from '../transport/soap-decode.ts'
import { at, get, list, str } from './read.ts'

/**
 * Releases of `urn:vim25` in a `vimServiceVersions.xml`, newest first as the server lists them; entries that
 * are no release numbers (one server begins with `uA046D008`) are left to the caller. Throws on no XML.
 */
export function readServiceVersions(xml: string): string[] {
  const decoder = new SoapDecoder()
  decoder.write(xml)
  const namespaces = list(at(decoder.end(), 'namespaces', 'namespace'))
  const vim = namespaces.find((namespace) => str(get(namespace, 'name')) === 'urn:vim25')
  const versions = [get(vim, 'version'), ...list(at(vim, 'priorVersions', 'version'))]
  return versions.flatMap((version) => str(version) ?? [])
}
