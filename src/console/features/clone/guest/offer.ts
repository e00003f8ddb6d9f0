import type { CloneFeature, CloneOptions } from '../../../../contract/clone/options.ts'

/** Whether a field is shown, and why it cannot be used now. */
export interface FeatureOffer {
  shown: boolean
  refused?: string
}

/** What the system does not know at all is not shown; what it cannot do now is shown with the reason. */
export function offered(options: CloneOptions | undefined, feature: CloneFeature): FeatureOffer {
  const possible = options?.features[feature]
  if (possible === undefined) return { shown: false }
  return possible === true ? { shown: true } : { shown: true, refused: possible }
}
