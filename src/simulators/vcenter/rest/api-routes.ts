import { guestRoutes } from './guest-routes.ts'
import { inventoryRoutes } from './inventory-routes.ts'
import type { RestRoute } from './rest-endpoint.ts'
import { sessionRoutes } from './session-routes.ts'
import { tagRoutes } from './tag-routes.ts'
import { taskRoutes } from './task-routes.ts'
import { vmOperationRoutes } from './vm-operation-routes.ts'
import { vmPowerRoutes } from './vm-power-routes.ts'
import { vmRoutes } from './vm-routes.ts'

export const apiRoutes: readonly RestRoute[] = [
  ...sessionRoutes,
  ...inventoryRoutes,
  ...vmRoutes,
  ...vmPowerRoutes,
  ...vmOperationRoutes,
  ...guestRoutes,
  ...taskRoutes,
  ...tagRoutes,
]
