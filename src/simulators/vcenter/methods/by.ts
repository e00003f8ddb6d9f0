import type { Managed } from '../model/entities.ts'
import type { By } from '../operations/start.ts'
import type { Call } from '../vim/method.ts'

/** Who calls, as the operations want it. */
export function byOf<T extends Managed>({ world, session }: Call<T>): By {
  return { world, user: session.userName }
}
