import * as z from 'zod/mini';
import { curationBatchSchema } from './curation-batch.ts';
import { curationRecordSchema } from './curation-record.ts';
import { endpointSchema } from './endpoints.ts';
import { findingSchema } from './findings.ts';
import { importProblemSchema } from './imports.ts';
import { libraryRowSchema } from './library.ts';
import { descriptionOf } from './passed-on.ts';
import type { Method } from './paths.ts';
import { problemSchema } from './problem.ts';
import { contract, type Operation } from './routes.ts';
import { sessionListItemSchema, sessionSchema } from './session.ts';

type Json = Record<string, unknown>;

/** Schemas that the document describes once, under these names. */
const named = {
  Session: sessionSchema,
  SessionListItem: sessionListItemSchema,
  LibraryRow: libraryRowSchema,
  Finding: findingSchema,
  ImportProblem: importProblemSchema,
  Endpoint: endpointSchema,
  CurationRecord: curationRecordSchema,
  CurationBatch: curationBatchSchema,
  Problem: problemSchema,
};

/**
 * The API as an OpenAPI 3.1 document, derived from the contract.
 * @param version of Sprintscope
 * @param describesPassedOn false leaves the form of stored data that we pass on undefined: in a damaged row it may be anything
 */
export function openApiDocument(version: string, describesPassedOn = true): Json {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) names.add(schema, { id });
  const components: Json = {};

  function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
    const { $schema, $defs, ...json } = z.toJSONSchema(schema, {
      io,
      target: 'draft-2020-12',
      unrepresentable: 'any',
      // Only answers refer to the named schemas: a request form may differ from the answer's.
      ...(io === 'output' && { metadata: names }),
      override: ({ zodSchema, jsonSchema }) => {
        const description = describesPassedOn ? descriptionOf(zodSchema) : undefined;
        if (description) Object.assign(jsonSchema, schemaOf(description, io));
        // An answer may gain members.
        if (io === 'output' && jsonSchema.additionalProperties === false)
          delete jsonSchema.additionalProperties;
      },
    }) as Json;
    for (const [id, definition] of Object.entries(($defs ?? {}) as Json)) components[id] ??= definition;
    return json;
  }

  const paths: Record<string, Json> = {};
  for (const [route, methods] of Object.entries(contract)) {
    const path: Json = {};
    for (const [method, operation] of Object.entries<Operation>(methods))
      path[method.toLowerCase()] = operationOf(route, method as Method, operation, schemaOf);
    paths[openApiPath(route)] = path;
  }
  schemaOf(problemSchema, 'output');
  const document = {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Sprintscope',
      version,
      description: 'Everything the app shows comes through this API. docs/api.md explains it.',
    },
    paths,
    components: { schemas: components },
  };
  return JSON.parse(JSON.stringify(document).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

/** `/api/sessions/[id]` in OpenAPI's notation. */
export const openApiPath = (route: string): string => route.replace(/\[(\w+)\]/g, '{$1}');

function operationOf(
  route: string,
  method: Method,
  { about, query, body, takesFile, status, answer, content }: Operation,
  schemaOf: (schema: z.core.$ZodType, io: 'input' | 'output') => Json,
): Json {
  const taken = {
    ...(body && { 'application/json': { schema: schemaOf(body, 'input') } }),
    ...(takesFile && { 'application/octet-stream': {} }),
  };
  const given = {
    ...(answer && { 'application/json': { schema: schemaOf(answer, 'output') } }),
    ...Object.fromEntries((content ?? []).map((type) => [type, {}])),
  };
  const isEmpty = Object.keys(given).length === 0;
  return {
    operationId: operationId(route, method),
    summary: about,
    parameters: [
      ...[...route.matchAll(/\[(\w+)\]/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...(query ? queryParameters(schemaOf(query, 'input')) : []),
    ],
    ...(Object.keys(taken).length > 0 && { requestBody: { required: true, content: taken } }),
    responses: {
      [String(status ?? (isEmpty ? 204 : 200))]: {
        description: isEmpty ? 'Done' : about,
        ...(!isEmpty && { content: given }),
      },
      default: {
        description: 'What went wrong (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function queryParameters({ properties = {}, required = [] }: Json): Json[] {
  return Object.entries(properties as Json).map(([name, schema]) => ({
    name,
    in: 'query',
    required: (required as string[]).includes(name),
    schema,
  }));
}

/** `PATCH /api/sessions/[id]` → `patchSessionsId`: unique, since the pair of path and method is. */
const operationId = (route: string, method: Method): string =>
  method.toLowerCase() +
  route
    .replace('/api/', '/')
    .replace(/[^A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/[^A-Za-z]/g, '');
