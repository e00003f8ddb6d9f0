/** Under this key a browser keeps watch rules; without any there is nothing. Its change is told by a `storage` event. */
export const watchRulesKey = 'gantry.watch-rules'
