import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { openApiDocument, openApiPath } from './openapi.ts';
import { contract } from './routes.ts';

interface Described {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema?: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: object }> }>;
}

const document = openApiDocument('1.2.3') as {
  openapi: string;
  info: object;
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('the OpenAPI document', () => {
  it('has what OpenAPI 3.1 asks of one', () => {
    const schema = { type: ['object', 'boolean'] };
    const media = {
      type: 'object',
      additionalProperties: { properties: { schema }, additionalProperties: false },
    };
    const operation = {
      type: 'object',
      required: ['operationId', 'summary', 'responses'],
      properties: {
        operationId: { type: 'string', pattern: '^[a-z][A-Za-z]*$' },
        parameters: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'in', 'schema'],
            properties: { in: { enum: ['path', 'query', 'header', 'cookie'] }, schema },
            if: { properties: { in: { const: 'path' } } },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: { properties: { required: { const: true } }, required: ['required'] },
          },
        },
        requestBody: { required: ['content'], properties: { content: media } },
        responses: {
          minProperties: 1,
          propertyNames: { pattern: '^([1-5](\\d\\d|XX)|default)$' },
          additionalProperties: { required: ['description'], properties: { content: media } },
        },
      },
    };
    const validate = new Ajv2020({ strict: false }).compile({
      type: 'object',
      required: ['openapi', 'info', 'paths'],
      properties: {
        openapi: { pattern: '^3\\.1\\.\\d+$' },
        info: { required: ['title', 'version'] },
        paths: {
          propertyNames: { pattern: '^/' },
          additionalProperties: {
            propertyNames: { enum: ['get', 'put', 'post', 'delete', 'patch'] },
            additionalProperties: operation,
          },
        },
        components: {
          properties: {
            schemas: { propertyNames: { pattern: '^[A-Za-z0-9._-]+$' }, additionalProperties: schema },
          },
        },
      },
    });
    validate(document);
    expect(validate.errors).toBeNull();
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes by JSON Schemas that can be used, and points at nothing that is not there', () => {
    const text = JSON.stringify(document);
    expect(text).not.toContain('#/$defs/');
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name);
    const ajv = new Ajv2020({ strict: false });
    const schemas = [
      ...Object.values(document.components.schemas),
      ...operations.flatMap(({ operation }) =>
        [
          ...operation.parameters,
          ...Object.values(operation.requestBody?.content ?? {}),
          ...Object.values(operation.responses).flatMap(({ content }) => Object.values(content ?? {})),
        ].map(({ schema = {} }) => schema),
      ),
    ];
    for (const schema of schemas) {
      ajv.validateSchema(schema);
      expect(ajv.errors).toBeNull();
    }
  });

  it('names every part of a path, and every request and answer in more than words', () => {
    for (const { path, operation } of operations) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(names);
    }
    const list = document.paths['/api/library']?.get;
    expect(list?.parameters.map(({ name }) => name)).toEqual(['limit', 'cursor']);
    const started = document.paths['/api/sessions']?.post?.requestBody?.content['application/json']?.schema;
    expect(started).toMatchObject({
      required: ['question'],
      properties: { tokenizer: { default: 'qwen3' } },
    });
    expect(document.components.schemas.CurationRecord).toMatchObject({
      properties: {
        proposal: { anyOf: [{ properties: { decomposition: { type: 'object' } } }, { type: 'null' }] },
      },
    });
  });
});

it('docs/api.md describes every route and method, and no other', () => {
  const docs = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
  const described = [...docs.matchAll(/^### (GET|POST|PUT|PATCH|DELETE) (\/api\/\S+)$/gm)].map(
    ([, method = '', path = '']) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
  );
  const had = Object.entries(contract).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${openApiPath(path)}`),
  );
  expect(described.toSorted()).toEqual(had.toSorted());
});
