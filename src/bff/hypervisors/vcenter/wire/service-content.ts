import type { CallOptions } from '../transport/line.ts'
import type { Decoded, Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { get, ref, str } from './read.ts'

/** What `ServiceContent.about` says. */
interface About {
  name: string
  version: string
  build: string | undefined
  instanceUuid: string | undefined
  apiVersion: string | undefined
}

/** The entry points of a vCenter. */
export interface ServiceContent {
  about: About
  rootFolder: Ref
  propertyCollector: Ref
  viewManager: Ref
  sessionManager: Ref
  eventManager: Ref | undefined
  taskManager: Ref
  authorizationManager: Ref | undefined
  customizationSpecManager: Ref | undefined
  searchIndex: Ref | undefined
  guestOperationsManager: Ref | undefined
}

const serviceInstance: Ref = { type: 'ServiceInstance', value: 'ServiceInstance' }

/** Reads the entry points; needs no session. */
export async function retrieveServiceContent(vim: VimClient, options: CallOptions): Promise<ServiceContent> {
  return readServiceContent(await vim.call(serviceInstance, 'RetrieveServiceContent', {}, options))
}

/** The ids that every vCenter uses stand in for what the reply lacks. */
export function readServiceContent(content: Decoded): ServiceContent {
  const about = get(content, 'about')
  const entry = (field: string, type: string, value: string): Ref =>
    ref(get(content, field)) ?? { type, value }
  return {
    about: {
      name: str(get(about, 'name')) ?? 'VMware vCenter Server',
      version: str(get(about, 'version')) ?? '',
      build: str(get(about, 'build')),
      instanceUuid: str(get(about, 'instanceUuid')),
      apiVersion: str(get(about, 'apiVersion')),
    },
    rootFolder: entry('rootFolder', 'Folder', 'group-d1'),
    propertyCollector: entry('propertyCollector', 'PropertyCollector', 'propertyCollector'),
    viewManager: entry('viewManager', 'ViewManager', 'ViewManager'),
    sessionManager: entry('sessionManager', 'SessionManager', 'SessionManager'),
    eventManager: ref(get(content, 'eventManager')),
    taskManager: entry('taskManager', 'TaskManager', 'TaskManager'),
    authorizationManager: ref(get(content, 'authorizationManager')),
    customizationSpecManager: ref(get(content, 'customizationSpecManager')),
    searchIndex: ref(get(content, 'searchIndex')),
    guestOperationsManager: ref(get(content, 'guestOperationsManager')),
  }
}

/** The system's clock, as it wrote it. Fails with `NotAuthenticated` when there is no live session. */
export async function currentTime(vim: VimClient, options: CallOptions): Promise<Decoded> {
  return vim.call(serviceInstance, 'CurrentTime', {}, options)
}
