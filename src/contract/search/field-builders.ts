import type { Choice, NumberUnit, SearchField } from './fields.ts'

type Of<Type extends SearchField<never>['type'], R> = Extract<SearchField<R>, { type: Type }>

/** Free text or several texts. */
export function text<R>(
  name: string,
  noun: string,
  help: string,
  read: (row: R) => string | readonly string[] | undefined,
  aliases: readonly string[] = [],
) {
  return { type: 'text' as const, name, noun, help, read, aliases }
}

/** A version, which also compares. */
export function version<R>(name: string, noun: string, help: string, read: (row: R) => string | undefined) {
  return { type: 'version' as const, name, noun, help, read }
}

/** Names of other objects by their ids. */
export function reference<R>(
  name: string,
  noun: string,
  help: string,
  ids: (row: R) => string | readonly string[] | undefined,
  aliases: readonly string[] = [],
) {
  return { type: 'reference' as const, to: 'object' as const, name, noun, help, ids, aliases }
}

/** One word of a closed set. */
export function choice<R>(
  name: string,
  noun: string,
  help: string,
  read: (row: R) => string | undefined,
  choices: readonly Choice[],
): Of<'choice', R> {
  return { type: 'choice', name, noun, help, read, choices }
}

/** Yes, no or not known. */
export function flag<R>(
  name: string,
  noun: string,
  help: string,
  read: (row: R) => boolean | undefined,
): Of<'choice', R> {
  const words = (row: R) => {
    const value = read(row)
    return value === undefined ? undefined : value ? 'yes' : 'no'
  }
  return choice(name, noun, help, words, [
    { value: 'yes', noun: 'yes', aliases: ['true', 'on', 'enabled'] },
    { value: 'no', noun: 'no', aliases: ['false', 'off', 'disabled'] },
  ])
}

/** A quantity in the given unit. */
export function number<R>(
  name: string,
  unit: NumberUnit,
  noun: string,
  help: string,
  read: Of<'number', R>['read'],
  aliases: readonly string[] = [],
): Of<'number', R> {
  return { type: 'number', unit, name, noun, help, read, aliases }
}
