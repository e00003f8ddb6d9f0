import { expect, test } from 'vitest'
import { Interner } from './interner.ts'

test('values stay the same, equal references become one', () => {
  const interner = new Interner()
  const settle = () =>
    interner.settle({
      obj: { type: 'VirtualMachine', value: 'vm-1' },
      denied: [],
      props: {
        name: 'ein längerer Name – ✓ 🙂',
        none: undefined,
        count: 4,
        parent: { type: 'Folder', value: 'group-v1' },
        datastore: [{ type: 'Datastore', value: 'datastore-1' }],
        question: { text: 'Copied or moved?', choice: { key: '0' } },
      },
    })
  const [one, two] = [settle(), settle()]
  expect(one.obj).toEqual({ type: 'VirtualMachine', value: 'vm-1' })
  expect(one.props).toEqual({
    name: 'ein längerer Name – ✓ 🙂',
    none: undefined,
    count: 4,
    parent: { type: 'Folder', value: 'group-v1' },
    datastore: [{ type: 'Datastore', value: 'datastore-1' }],
    question: { text: 'Copied or moved?', choice: { key: '0' } },
  })
  expect(two).toEqual(one)
  expect(two.props.parent).toBe(one.props.parent)
})
