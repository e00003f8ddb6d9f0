import type { VmDetail } from '../../../../contract/vm.ts'
import type { Decoded } from '../transport/values.ts'
import type { Props } from '../wire/property-collector.ts'
import { at, bool, compact, get, list, num, str, typeName } from '../wire/read.ts'

const mebibyte = 1024 * 1024

/** What `vmExtras` reads besides the devices. */
export const extraPaths = [
  'config.cpuHotAddEnabled',
  'config.memoryHotAddEnabled',
  'config.hotPlugMemoryLimit',
  'config.hotPlugMemoryIncrementSize',
] as const

type Extras = Pick<VmDetail, 'question' | 'changes' | 'cds' | 'consoles'>

/**
 * What a VM asks, what of it can be changed now, its CD drives and consoles. `threads`: how many processors its host has, and
 * so at most the VM.
 */
export function vmExtras(
  props: Props,
  devices: readonly Decoded[],
  template: boolean,
  threads?: number,
): Extras {
  const power = template ? 'poweredOff' : str(props['runtime.powerState'])
  return compact({
    question: readQuestion(props['runtime.question']),
    changes: compact({ ...readChanges(props, power), cpusMax: threads }),
    cds: readCds(devices),
    consoles: power === 'poweredOn' ? (['webmks', 'vmrc'] as const).slice() : [],
  })
}

function readQuestion(question: Decoded): VmDetail['question'] {
  const id = str(get(question, 'id'))
  if (id === undefined) return undefined
  const choices = list(at(question, 'choice', 'choiceInfo')).flatMap((choice) => {
    const key = str(get(choice, 'key'))
    return key === undefined ? [] : [{ key, label: str(get(choice, 'label')) ?? key }]
  })
  const index = num(at(question, 'choice', 'defaultIndex'))
  return compact({
    id,
    text: str(get(question, 'text')) ?? 'vCenter did not say what the question is.',
    choices,
    proposed: index === undefined ? undefined : choices[index]?.key,
  })
}

function readChanges(props: Props, power: string | undefined): NonNullable<VmDetail['changes']> {
  if (power === 'poweredOff') return { cpus: true, memory: true }
  if (power === 'suspended') {
    const why = 'It is suspended: power it off first.'
    return { cpus: why, memory: why }
  }
  const hot = (path: string, what: string): true | string =>
    bool(props[path]) === true ? true : `${what} hot add is not enabled for this VM: power it off first.`
  const step = num(props['config.hotPlugMemoryIncrementSize'])
  const most = num(props['config.hotPlugMemoryLimit'])
  return compact({
    cpus: hot('config.cpuHotAddEnabled', 'CPU'),
    memory: hot('config.memoryHotAddEnabled', 'Memory'),
    memoryStepBytes: step === undefined ? undefined : step * mebibyte,
    memoryMaxBytes: most === undefined ? undefined : most * mebibyte,
  })
}

function readCds(devices: readonly Decoded[]): NonNullable<VmDetail['cds']> {
  return devices
    .filter((device) => typeName(device) === 'VirtualCdrom')
    .map((device) => {
      const id = str(get(device, 'key')) ?? ''
      return compact({
        id,
        name: str(at(device, 'deviceInfo', 'label')) ?? `Device ${id}`,
        file: str(at(device, 'backing', 'fileName')),
      })
    })
}
