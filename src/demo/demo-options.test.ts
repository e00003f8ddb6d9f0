import { describe, expect, it } from 'vitest'
import { readDemoOptions } from './demo-options.ts'

describe('the demo options in the URL', () => {
  it('have defaults', () => {
    expect(readDemoOptions('')).toEqual({ seed: 'gantry', estate: 'small', problems: [] })
  })

  it('are taken as given', () => {
    expect(readDemoOptions('?seed=tuesday&estate=max')).toEqual({
      seed: 'tuesday',
      estate: 'max',
      problems: [],
    })
  })

  it('say what they did not understand', () => {
    const options = readDemoOptions('?seed=&estate=huge')
    expect(options).toMatchObject({ seed: 'gantry', estate: 'small' })
    expect(options.problems).toHaveLength(2)
    expect(options.problems[1]).toContain('"huge"')
    expect(options.problems[1]).toContain('small, large, max')
  })
})
