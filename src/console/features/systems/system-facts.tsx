import type { ReactNode } from 'react'
import {
  type Capabilities as CapabilitiesOfSystem,
  type CapabilityName,
  capabilityNames,
  type Dialect,
  type SystemState,
} from '../../../contract/system.ts'
import { formatDuration } from '../../../contract/units.ts'
import { StatusText } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './systems.module.css'

const dialectNames: Record<Dialect, string> = {
  soap: 'SOAP',
  'vi-json': 'VI JSON',
  v3: 'REST v3 (XML)',
  v4: 'REST v4 (JSON)',
}

const capabilityTexts: Record<CapabilityName, string> = {
  tags: 'Tags',
  alarms: 'Alarms',
  events: 'Events',
  folders: 'Folders',
  'resource-pools': 'Resource pools',
  'guest-agent': 'Guest agent',
  clone: 'Clones',
  'guest-processes': 'Programs in guests',
}

/** What a system says of itself, and what it can and cannot do. */
export function SystemFacts({ system }: { system: SystemState }): ReactNode {
  const { info, sync } = system
  return (
    <dl className={classes.facts}>
      <dt>Address</dt>
      <dd>{system.address}</dd>
      <dt>Product</dt>
      <dd>{info === undefined ? 'Not known yet' : info.product}</dd>
      {info === undefined ? null : (
        <>
          <dt>Version</dt>
          <dd>
            {info.version === '' ? 'Known after sign-in' : info.version}
            {info.build === undefined ? '' : ` (build ${info.build})`}
          </dd>
          <dt>Dialect</dt>
          <dd>
            {dialectNames[info.dialect]}
            {info.release === undefined ? '' : `, release ${info.release}`}
          </dd>
          <dt>APIs found</dt>
          <dd>{info.apis.length === 0 ? '–' : info.apis.join(' · ')}</dd>
          <dt>Capabilities</dt>
          <dd>
            <Capabilities info={info} />
          </dd>
          <NamedList title="Customization specs" list={info.customizationSpecs} />
          <NamedList title="Storage policies" list={info.storagePolicies} />
        </>
      )}
      {sync.confirmedAt === undefined ? null : (
        <>
          <dt>Data</dt>
          <dd>
            {sync.objects.toLocaleString('en')} objects, confirmed <Age at={sync.confirmedAt} />
          </dd>
        </>
      )}
    </dl>
  )
}

/** Names that the system knows, or why it does not tell them. */
function NamedList(props: {
  title: string
  list: { name: string; os?: string | undefined }[] | string | undefined
}): ReactNode {
  const { title, list } = props
  if (list === undefined) return null
  const named = (entry: { name: string; os?: string | undefined }) =>
    entry.os === undefined ? entry.name : `${entry.name} (${entry.os})`
  return (
    <>
      <dt>{title}</dt>
      <dd>{typeof list === 'string' ? list : list.length === 0 ? 'none' : list.map(named).join(' · ')}</dd>
    </>
  )
}

/** What it can do first; then what it lacks, with reasons. */
function namesByAnswer(capabilities: CapabilitiesOfSystem): CapabilityName[] {
  return [
    ...capabilityNames.filter((name) => capabilities[name] === true),
    ...capabilityNames.filter((name) => capabilities[name] !== true),
  ]
}

function Capabilities({ info }: { info: NonNullable<SystemState['info']> }): ReactNode {
  return (
    <ul className={classes.capabilities}>
      {namesByAnswer(info.capabilities).map((name) => {
        const value = info.capabilities[name]
        if (value === undefined) return null
        return (
          <li key={name} className={value === true ? undefined : classes.lacking}>
            <StatusText tone={value === true ? 'ok' : 'off'}>{capabilityTexts[name]}</StatusText>
            {value === true ? null : <span className={classes.reason}>{value}</span>}
          </li>
        )
      })}
    </ul>
  )
}

/** Age in words; a few seconds are told as `just now`, because the next look may already be newer. */
function Age({ at }: { at: number }): ReactNode {
  const age = useNow(1000) - at
  return age < 5_000 ? 'just now' : `${formatDuration(age)} ago`
}
