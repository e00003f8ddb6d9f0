import { expect, it } from 'vitest'
import { allVerbs, verbs } from '../../contract/actions/verbs.ts'
import { questionOf } from './question.ts'

it('asks about everything that loses something in a sentence with the name', () => {
  const asked = allVerbs.filter((verb) => verbs[verb].loses !== undefined)
  expect(asked.map((verb) => questionOf(verb, 'erp-01'))).toEqual([
    'Shut down the guest of erp-01',
    'Restart the guest of erp-01',
    'Send the guest of erp-01 to standby',
    'Suspend erp-01',
    'Power off erp-01',
    'Reset erp-01',
    'Freeze the file systems of erp-01',
    'Revert erp-01 to a snapshot',
    'Commit the previewed snapshot of erp-01',
    'Undo the snapshot preview of erp-01',
    'Delete a snapshot of erp-01',
    'Delete all snapshots of erp-01',
    'Turn erp-01 into a template',
    'Detach erp-01 from the pool',
    'Remove erp-01 from the inventory',
    'Delete erp-01 from disk',
  ])
})
