/** An action without its verb, as far as it is filled in. */
export type Draft = Readonly<Record<string, unknown>>
