/** Names that change upstream at known moments begin so, followed by a number that grows. */
export const markerPrefix = 'bench-marker-'
