import { decodedOutput, type OutputEncoding } from '../../../../contract/guest/decode.ts'
import type { GuestRun } from '../../../../contract/guest/guest.ts'
import { fetchedOutput, type Stream } from './output-store.ts'

/** What was fetched of an output, as text. */
export function textOf(run: GuestRun, stream: Stream, encoding: OutputEncoding = 'auto'): string {
  return decodedOutput(fetchedOutput(run, stream), run.family, encoding).text
}
