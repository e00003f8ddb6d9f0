import type { CustomizationSpec } from '../model/customization-specs.ts'
import type { Managed } from '../model/entities.ts'
import { ref } from '../model/entities.ts'
import type { Alarm } from '../model/estate.ts'
import { eventClasses } from '../model/event-catalogue.ts'
import { longDescriptionOf } from '../model/event-descriptions.ts'
import { operations } from '../model/operations.ts'
import type { Task } from '../model/tasks.ts'
import type { Session } from '../vim/sessions.ts'
import type { Data, Ref } from '../vim/value.ts'
import type { World } from '../world.ts'
import { type PropertyTable, propertyTable } from './table.ts'
import { taskInfo } from './task-info.ts'

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
  SearchIndex: 'SearchIndex',
  GuestOperationsManager: 'guestOperationsManager',
  GuestAuthManager: 'guestOperationsAuthManager',
  GuestFileManager: 'guestOperationsFileManager',
  GuestProcessManager: 'guestOperationsProcessManager',
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
    searchIndex: single('SearchIndex'),
    guestOperationsManager: single('GuestOperationsManager'),
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
    ...longDescriptionOf(row),
  })),
}

const row = (key: string, label: string): Data => ({
  _typeName: 'ElementDescription',
  label,
  summary: label,
  key,
})

const taskDescription: Data = {
  _typeName: 'TaskDescription',
  methodInfo: Object.values(operations).map(({ descriptionId, label }) => row(descriptionId, label)),
  state: [
    row('queued', 'Queued'),
    row('running', 'In progress'),
    row('success', 'Completed'),
    row('error', 'Failed'),
  ],
  reason: [
    { _typeName: 'TypeDescription', label: 'User', summary: 'Started by a user', key: 'TaskReasonUser' },
  ],
}

export function specInfo(spec: CustomizationSpec): Data {
  return {
    _typeName: 'CustomizationSpecInfo',
    name: spec.name,
    description: spec.description,
    type: spec.os === 'WINDOWS' ? 'Windows' : 'Linux',
    changeVersion: '1',
    lastUpdateTime: spec.modifiedAt,
  }
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
    description: () => taskDescription,
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
  propertyTable<Managed>('ViewManager', {}),
  propertyTable<Managed>('SearchIndex', {}),
  propertyTable<Managed>('CustomizationSpecManager', {
    info: (_, { world }) => world.directory.customizationSpecs.map(specInfo),
    encryptionKey: () => [],
  }),
  propertyTable<Managed>('GuestOperationsManager', {
    authManager: () => single('GuestAuthManager'),
    fileManager: () => single('GuestFileManager'),
    processManager: () => single('GuestProcessManager'),
  }),
  propertyTable<Managed>('GuestAuthManager', {}),
  propertyTable<Managed>('GuestFileManager', {}),
  propertyTable<Managed>('GuestProcessManager', {}),
]
