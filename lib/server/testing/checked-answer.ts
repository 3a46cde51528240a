import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import { openApiDocument, openApiPath } from '#lib/contract/openapi.ts';
import { matchRoute } from '../http/match-route.ts';

type Described = { responses: Record<string, { content?: Record<string, object> }> };

const document = openApiDocument('0.0.0', false);
const paths = document.paths as Record<string, Record<string, Described>>;
const ajv = new Ajv2020({ strict: false, allErrors: false });
ajv.addSchema(document, 'openapi');
const validators = new Map<string, ValidateFunction>();

/**
 * The answer, held to the OpenAPI document: every test that speaks to the API checks its answer against the contract. One
 * that does not fit becomes a 500 that says why.
 */
export async function checkedAnswer(request: Request, response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  const match = matchRoute(new URL(request.url).pathname);
  if (!match || !/^application\/(problem\+)?json/.test(type) || request.method === 'HEAD') return response;
  const operation = paths[openApiPath(match.route)]?.[request.method.toLowerCase()];
  if (!operation) return response;
  const status = response.ok ? String(response.status) : 'default';
  const media = type.split(';')[0] ?? '';
  const declared = operation.responses[status]?.content;
  if (!declared?.[media] && !declared?.['*/*']) return unfit(request, `${status} ${media} is not declared`);
  if (!declared[media] || !('schema' in declared[media])) return response;
  const text = await response.text();
  const pointer = [
    'paths',
    openApiPath(match.route),
    request.method.toLowerCase(),
    'responses',
    status,
    'content',
    media,
    'schema',
  ]
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
  validators.set(pointer, validate);
  if (!validate(JSON.parse(text))) return unfit(request, ajv.errorsText(validate.errors));
  return new Response(text, response);
}

const unfit = (request: Request, why: string): Response =>
  Response.json(
    { title: 'Against the contract', detail: `${request.method} ${new URL(request.url).pathname}: ${why}` },
    { status: 500 },
  );
