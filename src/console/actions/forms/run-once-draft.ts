import type { Draft } from '../draft.ts'
import { flagAt, listAt, textAt, valueAt, withoutEmpty } from './draft-paths.ts'
import { cloudInitDraft, cloudInitOf, object, sysprepOf } from './guest-init.ts'

/** What the guest is told at this start; a system takes one of them. */
export type Initialize = 'none' | 'cloud-init' | 'sysprep'

/** A run once that changes nothing yet. Lists are texts as they are typed; `runOnceAction` makes the action of it. */
export const runOnceDraft: Draft = {
  initialize: 'none' satisfies Initialize,
  options: {
    pause: false,
    stateless: false,
    boot: ['', '', ''],
    cd: '',
    floppy: '',
    kernel: '',
    initrd: '',
    commandLine: '',
    display: '',
    hostId: '',
    domain: { name: '', userName: '', password: '' },
    cloudInit: cloudInitDraft,
    sysprep: {},
  },
}

export function initializeOf(draft: Draft): Initialize {
  const value = draft.initialize
  return value === 'cloud-init' || value === 'sysprep' ? value : 'none'
}

/** The options that were filled in, and no others. */
export function runOnceAction(draft: Draft): Draft {
  const at = (path: string) => valueAt(draft, `options.${path}`)
  const boot = [...new Set(listAt(draft, 'options.boot'))].filter((device) => device !== '')
  const initialize = initializeOf(draft)
  const options = {
    ...(flagAt(draft, 'options.pause') ? { pause: true } : {}),
    ...(flagAt(draft, 'options.stateless') ? { stateless: true } : {}),
    ...(boot.length === 0 ? {} : { boot }),
    ...object(
      withoutEmpty({
        cd: at('cd'),
        floppy: at('floppy'),
        kernel: at('kernel'),
        initrd: at('initrd'),
        commandLine: at('commandLine'),
        display: at('display'),
        hostId: at('hostId'),
      }),
    ),
    ...domainOf(draft),
    ...(initialize === 'cloud-init' ? { cloudInit: cloudInitOf(draft, 'options.cloudInit') } : {}),
    ...(initialize === 'sysprep' ? { sysprep: sysprepOf(draft, 'options.sysprep') } : {}),
  }
  return { options }
}

function domainOf(draft: Draft): object {
  const filled = withoutEmpty(valueAt(draft, 'options.domain'))
  // An account without a domain is an error at the name.
  return filled === undefined
    ? {}
    : { domain: { ...object(filled), name: textAt(draft, 'options.domain.name') } }
}
