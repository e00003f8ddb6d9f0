import type { OpenAPI } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '../contract/api.ts'
import { faultInfoSchema } from '../contract/fault.ts'
import { inventoryRowSchema } from '../contract/inventory.ts'
import { liveMessageSchema, rowBlockSchema } from '../contract/live.ts'
import { systemStateSchema } from '../contract/system.ts'

const errorReply: OpenAPI.ReferenceObject = { $ref: '#/components/responses/Error' }

/** The OpenAPI document of everything under one server, the routes outside the contract included. */
export async function openApiDocument(): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: {
      title: 'Gantry',
      version: '1',
      description:
        'One console over vSphere and oVirt. Mutations need the header `x-gantry: 1` and a same-origin request. ' +
        'Sessions travel in cookies that a sign-in sets.',
    },
    commonSchemas: {
      Fault: { schema: faultInfoSchema },
      InventoryRow: { schema: inventoryRowSchema },
      SystemState: { schema: systemStateSchema },
      RowBlock: { schema: rowBlockSchema },
      LiveMessage: { schema: liveMessageSchema },
    },
  })
  const paths: NonNullable<OpenAPI.Document['paths']> = {}
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    paths[`/api${path}`] = withErrors(item ?? {})
  }
  return {
    ...document,
    paths: { ...paths, ...otherPaths() },
    components: withErrorReply(document.components),
  }
}

/** Faults come with any 4xx or 5xx status, by their kind: one default reply says it better than ten. */
function withErrors(item: OpenAPI.PathItemObject): OpenAPI.PathItemObject {
  const result = { ...item }
  for (const method of ['get', 'post', 'delete', 'put', 'patch'] as const) {
    const operation = item[method]
    if (operation === undefined) continue
    const { '500': _, ...responses } = operation.responses ?? {}
    result[method] = { ...operation, responses: { ...responses, default: errorReply } }
  }
  return result
}

function withErrorReply(components: OpenAPI.ComponentsObject | undefined): OpenAPI.ComponentsObject {
  return {
    ...components,
    responses: {
      Error: {
        description:
          'A fault. The status follows its kind: auth 401, forbidden 403, not-found 404, conflict and ' +
          'invalid-state 409, invalid-input 422, unsupported 501, protocol 502, unavailable 503, timeout 504.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
    schemas: {
      ...components?.schemas,
      Error: {
        type: 'object',
        required: ['defined', 'code', 'status', 'message'],
        properties: {
          defined: { type: 'boolean' },
          code: {
            type: 'string',
            description: '`FAULT`, or `INTERNAL_SERVER_ERROR` with only a request id.',
          },
          status: { type: 'integer' },
          message: { type: 'string' },
          data: {
            anyOf: [
              { $ref: '#/components/schemas/Fault' },
              { type: 'object', properties: { requestId: { type: 'string' } } },
            ],
          },
        },
      },
    },
  }
}

function otherPaths(): NonNullable<OpenAPI.Document['paths']> {
  return {
    '/api/live': {
      get: {
        operationId: 'live',
        summary: 'Server-sent events: systems, inventory in chunks, then patches; jobs, guest runs and logs',
        parameters: [
          {
            name: 'resume',
            in: 'query',
            required: false,
            schema: { type: 'string' },
            description: '`system:epoch:seq,…`: where an earlier stream was left.',
          },
          {
            name: 'events',
            in: 'query',
            required: false,
            schema: { type: 'string' },
            description: '`system:epoch:version,…`: up to where it had told of events.',
          },
        ],
        responses: {
          '200': {
            description:
              'Each event is named by the `type` of its message. Rows travel in columns: lists of `RowBlock` stand for `rows` and `upsert`.',
            content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/LiveMessage' } } },
          },
          default: errorReply,
        },
      },
    },
    '/api/openapi.json': {
      get: {
        operationId: 'openapi',
        summary: 'This document',
        responses: { '200': { description: 'OpenAPI 3.1', content: { 'application/json': {} } } },
      },
    },
    '/api/transfers/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'download',
        summary: 'The bytes of a prepared download of a file of a guest; good once, for a minute',
        responses: {
          '200': { description: 'The file.', content: { 'application/octet-stream': {} } },
          default: errorReply,
        },
      },
      put: {
        operationId: 'upload',
        summary: 'The bytes of a prepared upload into a guest; good once, for a minute',
        requestBody: { content: { 'application/octet-stream': {} } },
        responses: { '200': { description: 'Done.' }, default: errorReply },
      },
    },
    '/healthz': {
      get: {
        operationId: 'healthz',
        summary: 'Whether the process serves requests; asks no system',
        responses: {
          '200': {
            description: 'It does.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['status'],
                  properties: { status: { type: 'string', const: 'ok' } },
                },
              },
            },
          },
        },
      },
    },
  }
}
