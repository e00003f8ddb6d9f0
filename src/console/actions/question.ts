import { verbs } from '../../contract/actions/verbs.ts'
import type { Verb } from '../../contract/actions/vm-action.ts'

/** Verbs whose titles make no sentence with the name of a VM behind them. */
const sentences: Partial<Record<Verb, (what: string) => string>> = {
  shutdown: (what) => `Shut down the guest of ${what}`,
  reboot: (what) => `Restart the guest of ${what}`,
  standby: (what) => `Send the guest of ${what} to standby`,
  freeze: (what) => `Freeze the file systems of ${what}`,
  'snapshot-revert': (what) => `Revert ${what} to a snapshot`,
  'snapshot-commit': (what) => `Commit the previewed snapshot of ${what}`,
  'snapshot-undo': (what) => `Undo the snapshot preview of ${what}`,
  'snapshot-delete': (what) => `Delete a snapshot of ${what}`,
  'snapshot-delete-all': (what) => `Delete all snapshots of ${what}`,
  'mark-template': (what) => `Turn ${what} into a template`,
  'detach-pool': (what) => `Detach ${what} from the pool`,
  unregister: (what) => `Remove ${what} from the inventory`,
  remove: (what) => `Delete ${what} from disk`,
}

/** The start of the question that is asked before something is lost: `Delete all snapshots of erp-01`. */
export function questionOf(verb: Verb, what: string): string {
  return sentences[verb]?.(what) ?? `${verbs[verb].title} ${what}`
}
