import { expect, test } from 'vitest'
import { childOf, crumbsOf, directoryOf, parentOf } from './paths.ts'

const names = (directory: string, family: 'linux' | 'windows') =>
  crumbsOf(directory, family).map(({ name, path }) => `${name}=${path}`)

test('the way to a directory of Linux', () => {
  expect(names('/var/log', 'linux')).toEqual(['/=/', 'var=/var', 'log=/var/log'])
  expect(names('/', 'linux')).toEqual(['/=/'])
  expect(parentOf('/var/log', 'linux')).toBe('/var')
  expect(parentOf('/var', 'linux')).toBe('/')
  expect(parentOf('/', 'linux')).toBeUndefined()
  expect(childOf('/', 'a\\b', 'linux')).toBe('/a\\b')
  expect(parentOf('/a\\b', 'linux')).toBe('/')
})

test('the way to a directory of Windows', () => {
  expect(names('C:\\Program Files\\x', 'windows')).toEqual([
    'C:\\=C:\\',
    'Program Files=C:\\Program Files',
    'x=C:\\Program Files\\x',
  ])
  expect(parentOf('C:\\', 'windows')).toBeUndefined()
  expect(names('\\\\srv\\share\\a', 'windows')).toEqual([
    '\\\\srv\\share=\\\\srv\\share',
    'a=\\\\srv\\share\\a',
  ])
})

test.each([
  ['/etc/', 'linux', '/etc'],
  ['/', 'linux', '/'],
  [' /a b ', 'linux', '/a b'],
  ['etc', 'linux', undefined],
  ['C:', 'windows', 'C:\\'],
  ['c:/Temp/', 'windows', 'c:\\Temp'],
  ['Temp', 'windows', undefined],
  ['/etc', 'windows', undefined],
  ['\\\\srv\\share\\', 'windows', '\\\\srv\\share'],
] as const)('%s of %s is %s', (text, family, path) => {
  expect(directoryOf(text, family)).toBe(path)
})
