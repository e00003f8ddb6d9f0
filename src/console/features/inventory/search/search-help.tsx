import { ActionIcon, Popover, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FieldSet } from '../../../../contract/search/fields.ts'
import { UnknownIcon } from '../../../ui/icons.tsx'
import type { TabRow } from '../tabs.ts'
import classes from './search-box.module.css'

const syntax: [string, string][] = [
  ['web', 'any of the usual texts contains it'],
  ['name:web', 'the field contains it; name=web-01 is exact'],
  ['name:web*01', 'fits a pattern; * is any text'],
  ['"two words"', 'quotes keep blanks, parentheses and * as they are'],
  ['a b', 'both must hold'],
  ['a OR b', 'either is enough; parentheses group'],
  ['-power:off', 'excludes; NOT does the same'],
  ['power:on,paused', 'any of several values'],
  ['memory>8GiB', 'also >= < <= and a range 4GiB..16GiB'],
  ['used>80%', 'a share, where the field has a whole'],
  ['uptime>7d', 's, min, h, d, w, mo, y'],
  ['created>2024-01-31', 'after a day; created<30d is an age'],
  ['ip:10.1.0.0/16', 'a network of addresses'],
  ['tag:none', 'has no value; tag:* has one'],
]

/** The search language on one card, with the fields of the open tab. */
export function SearchHelp({ fields }: { fields: FieldSet<TabRow> }): ReactNode {
  return (
    <Popover position="bottom-end" shadow="md" width={460} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label="Search help">
          <UnknownIcon size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Search help">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
        <section className={classes.help} tabIndex={0} aria-label="The search language" data-autofocus>
          <HelpTable rows={syntax} />
          <Text size="sm" fw={600} mt="sm" mb={4}>
            Fields of {fields.noun}
          </Text>
          <HelpTable rows={fields.fields.map(({ name, help }) => [name, help])} />
        </section>
      </Popover.Dropdown>
    </Popover>
  )
}

function HelpTable({ rows }: { rows: readonly [string, string][] }): ReactNode {
  return (
    <Text component="div" size="sm">
      <table>
        <tbody>
          {rows.map(([term, meaning]) => (
            <tr key={term}>
              <th scope="row">{term}</th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Text>
  )
}
