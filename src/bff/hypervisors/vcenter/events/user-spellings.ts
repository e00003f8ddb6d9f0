const mostKnown = 2_000

/**
 * Spellings of user names that a system's log was seen to hold. Gantry's filter does not look at case, but whether vCenter's
 * does is not documented: all spellings that are known are asked for.
 */
export class UserSpellings {
  private readonly known = new Map<string, Set<string>>()

  learn(userName: string | undefined): void {
    if (userName === undefined) return
    const key = userName.toLowerCase()
    const found = this.known.get(key)
    if (found !== undefined) found.add(userName)
    else if (this.known.size < mostKnown) this.known.set(key, new Set([userName]))
  }

  readonly of = (user: string): string[] => {
    const [domain, name] = user.split('\\')
    const usual =
      name === undefined
        ? []
        : [`${domain?.toUpperCase()}\\${name}`, `${domain?.toUpperCase()}\\${name.toLowerCase()}`]
    return [...new Set([user, ...usual, ...(this.known.get(user.toLowerCase()) ?? [])])]
  }
}
