import { expect, test } from 'vitest'
import type { CloneFinding, ClonePlan } from '../../../../contract/clone/plan.ts'
import { orderOf } from '../../../../contract/clone/sample-estate.ts'
import { errorsOf, mergeFindings, stateOfStep, stateWords } from './findings.ts'

const legal = orderOf()
const nothing = { illegal: new Map(), rules: [], plan: undefined, planned: undefined, legal, blamed: [] }
const taken: CloneFinding = { level: 'error', step: 'copies', field: 'copies.0.name', message: 'Taken.' }
const warm: CloneFinding = { level: 'warning', step: 'source', message: 'It runs.' }

function planWith(...findings: CloneFinding[]): ClonePlan {
  return { way: 'task', protocol: '', why: '', ways: [], findings, privileges: [], space: [], requests: [] }
}

test('each finding once, the worst first, what the schema refuses in its words', () => {
  const merged = mergeFindings({
    ...nothing,
    illegal: new Map([['cpus', 'At least 1.']]),
    rules: [warm, taken, { level: 'error', step: 'guest', field: 'cpus', message: 'Too few.' }],
    plan: planWith(taken, warm),
    planned: legal,
  })
  expect(merged).toEqual([
    { level: 'error', step: 'guest', field: 'cpus', message: 'At least 1.' },
    taken,
    warm,
  ])
})

test('what the server said of a value is forgotten with that value', () => {
  const renamed = { ...legal, copies: [{ name: 'another' }] }
  const plan = planWith(taken, warm)
  expect(mergeFindings({ ...nothing, plan, planned: legal, legal: renamed })).toEqual([warm])
  expect(mergeFindings({ ...nothing, plan, planned: legal })).toEqual([taken, warm])
})

test('fields show errors, and what a run blamed', () => {
  const blamed: CloneFinding = {
    level: 'warning',
    step: 'placement',
    field: 'placement.hostId',
    message: 'It was full.',
  }
  const findings = mergeFindings({ ...nothing, rules: [taken, warm], blamed: [blamed] })
  expect(findings).toHaveLength(3)
  expect(errorsOf(findings, [blamed], () => true)).toEqual(
    new Map([
      ['copies.0.name', 'Taken.'],
      ['placement.hostId', 'It was full.'],
    ]),
  )
  expect(errorsOf(findings, [], ({ step }) => step !== 'copies')).toEqual(new Map())
})

test.each([
  [[], false, 'not reached'],
  [['copies'], true, '1 error'],
  [['source'], false, 'not reached'],
] as const)('tells how far a step is: %o', (visited, current, words) => {
  expect(stateWords(stateOfStep('copies', [taken, warm], visited), current)).toBe(words)
})

test('a step without findings is open, then done', () => {
  const state = stateOfStep('disks', [taken], ['disks'])
  expect(stateWords(state, true)).toBe('open')
  expect(stateWords(state, false)).toBe('done')
  expect(stateWords(stateOfStep('source', [warm], ['source']), false)).toBe('1 warning')
})
