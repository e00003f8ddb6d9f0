import type { Managed } from '../model/entities.ts'
import { escapeName, ref } from '../model/entities.ts'
import type { Alarm } from '../model/estate.ts'
import { eventClasses } from '../model/event-catalogue.ts'
import type { Task } from '../model/tasks.ts'
import type { VimFault } from '../vim/faults.ts'
import type { Session } from '../vim/sessions.ts'
import type { Data, Ref } from '../vim/value.ts'
import type { World } from '../world.ts'
import { type PropertyTable, propertyTable } from './table.ts'

/** Singletons: type → reference value. */
export const singletons = {
  ServiceInstance: 'ServiceInstance',
  SessionManager: 'SessionManager',
  PropertyCollector: 'propertyCollector',
  ViewManager: 'ViewManager',
  EventManager: 'EventManager',
  TaskManager: 'TaskManager',
  AlarmManager: 'AlarmManager',
  AuthorizationManager: 'AuthorizationManager',
  CustomizationSpecManager: 'CustomizationSpecManager',
} as const

const single = (type: keyof typeof singletons): Ref => ({ type, value: singletons[type] })

const builds = {
  '8.0.3': { build: '24022515', patchLevel: '00000' },
  '7.0.3': { build: '24322018', patchLevel: '00000' },
} as const

function about({ version, estate }: World): Data {
  const { build, patchLevel } = builds[version]
  return {
    _typeName: 'AboutInfo',
    name: 'VMware vCenter Server',
    fullName: `VMware vCenter Server ${version} build-${build}`,
    vendor: 'VMware, Inc.',
    version,
    patchLevel,
    build,
    localeVersion: 'INTL',
    localeBuild: '000',
    osType: 'linux-x64',
    productLineId: 'vpx',
    apiType: 'VirtualCenter',
    apiVersion: `${version}.0`,
    instanceUuid: estate.instanceUuid,
    licenseProductName: 'VMware VirtualCenter Server',
    licenseProductVersion: `${version.charAt(0)}.0`,
  }
}

export function serviceContent(world: World): Data {
  return {
    _typeName: 'ServiceContent',
    rootFolder: ref(world.estate.root),
    propertyCollector: single('PropertyCollector'),
    viewManager: single('ViewManager'),
    about: about(world),
    sessionManager: single('SessionManager'),
    authorizationManager: single('AuthorizationManager'),
    alarmManager: single('AlarmManager'),
    eventManager: single('EventManager'),
    taskManager: single('TaskManager'),
    customizationSpecManager: single('CustomizationSpecManager'),
  }
}

export function userSession(session: Session): Data {
  return {
    _typeName: 'UserSession',
    key: session.key,
    userName: session.userName,
    fullName: session.userName.replace(/^.*\\/, ''),
    loginTime: session.loginTime,
    lastActiveTime: session.lastActive,
    locale: 'en',
    messageLocale: 'en',
    extensionSession: false,
    ipAddress: '127.0.0.1',
    userAgent: session.agent,
    callCount: session.calls,
  }
}

export function localizedFault(fault: VimFault): Data {
  return {
    _typeName: 'LocalizedMethodFault',
    fault: { _typeName: fault.type, ...fault.fields },
    localizedMessage: fault.message,
  }
}

function taskInfo(task: Task): Data {
  return {
    _typeName: 'TaskInfo',
    key: task.id,
    task: ref(task),
    name: `${task.descriptionId.split('.').at(-1)}_Task`,
    descriptionId: task.descriptionId,
    entity: ref(task.entity),
    entityName: escapeName(task.entity.name),
    state: task.state,
    cancelled: false,
    cancelable: false,
    error: task.error === undefined ? undefined : localizedFault(task.error),
    result: task.result,
    progress: task.progress,
    reason: { _typeName: 'TaskReasonUser', userName: task.user },
    queueTime: task.queuedAt,
    startTime: task.queuedAt,
    completeTime: task.completedAt,
    eventChainId: task.chain,
  }
}

const eventDescription: Data = {
  _typeName: 'EventDescription',
  category: (
    [
      ['info', 'Information'],
      ['warning', 'Warning'],
      ['error', 'Error'],
      ['user', 'User'],
    ] as const
  ).map(([key, label]) => ({ _typeName: 'ElementDescription', label, summary: label, key })),
  eventInfo: eventClasses.map((row) => ({
    _typeName: 'EventDescriptionEventDetail',
    key: row.key,
    description: row.description,
    category: row.category,
    formatOnDatacenter: row.fullFormat,
    formatOnComputeResource: row.fullFormat,
    formatOnHost: row.fullFormat,
    formatOnVm: row.fullFormat,
    fullFormat: row.fullFormat,
  })),
}

export const serviceTables: readonly PropertyTable[] = [
  propertyTable<Managed>('ServiceInstance', {
    serverClock: (_, { world }) => world.estate.now,
    content: (_, { world }) => serviceContent(world),
  }),
  propertyTable<Managed>('SessionManager', {
    sessionList: (_, { world }) => world.sessions.all.map(userSession),
    currentSession: (_, { session }) => (session === undefined ? undefined : userSession(session)),
    message: () => '',
    maxSession: () => 2_000,
  }),
  propertyTable<Task>('Task', { info: taskInfo }),
  propertyTable<Managed>('TaskManager', {
    recentTask: (_, { world }) => world.tasks.recent.map(ref),
    maxCollector: () => 32,
  }),
  propertyTable<Managed>('EventManager', {
    description: () => eventDescription,
    latestEvent: (_, { world }) => world.events.latest?.data,
    maxCollector: () => 32,
  }),
  propertyTable<Alarm>('Alarm', {
    info: (alarm, { world }) => ({
      _typeName: 'AlarmInfo',
      name: alarm.name,
      description: alarm.description,
      enabled: true,
      expression: { _typeName: 'OrAlarmExpression' },
      key: '',
      alarm: ref(alarm),
      entity: ref(world.estate.root),
      lastModifiedTime: 1_700_000_000_000,
      lastModifiedUser: '',
      creationEventId: 0,
    }),
  }),
  propertyTable<Managed>('AlarmManager', {}),
  propertyTable<Managed>('AuthorizationManager', {}),
  propertyTable<Managed>('ViewManager', {}),
  propertyTable<Managed>('CustomizationSpecManager', {
    info: (_, { world }) =>
      world.directory.customizationSpecs.map((spec) => ({
        _typeName: 'CustomizationSpecInfo',
        name: spec.name,
        description: spec.description,
        type: spec.os === 'WINDOWS' ? 'Windows' : 'Linux',
        changeVersion: '1',
        lastUpdateTime: spec.modifiedAt,
      })),
  }),
]
