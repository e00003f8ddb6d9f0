import { clone, exportVm, move } from './action-copies.ts'
import {
  cancelMigration,
  detach,
  freezing,
  logon,
  maintenance,
  migrate,
  power,
  reorderMacAddresses,
  suspend,
  ticketOf,
} from './action-power.ts'
import { commit, preview, undo } from './action-snapshots.ts'
import { start } from './action-start.ts'
import type { Outcome } from './resource.ts'
import type { Wanted } from './wants.ts'

type Actions = Record<string, (wanted: Wanted) => Outcome>

const always: Actions = {
  start,
  stop: power('stop'),
  shutdown: power('shutdown'),
  reboot: power('reboot'),
  suspend,
  detach,
  migrate,
  cancelmigration: cancelMigration,
  export: exportVm,
  ticket: ticketOf,
  maintenance,
}

/** What 3.4 has, by the last part of the address. */
const old: Actions = {
  ...always,
  move,
  preview_snapshot: preview,
  commit_snapshot: commit,
  undo_snapshot: undo,
}

const recent: Actions = {
  ...always,
  reset: power('reset'),
  clone,
  logon,
  freezefilesystems: freezing(true),
  thawfilesystems: freezing(false),
  reordermacaddresses: reorderMacAddresses,
  previewsnapshot: preview,
  commitsnapshot: commit,
  undosnapshot: undo,
}

export const vmActions = (isOld: boolean): Actions => (isOld ? old : recent)
