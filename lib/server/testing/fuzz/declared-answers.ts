import type { FuzzedRequest } from './deliver-request.ts';
import type { Exchanged, RawAnswer } from './raw-http.ts';

const PREFIX = 'urn:sprintscope:problem:';
/** Statuses of successful and redirected requests. */
const PLAIN_STATUSES = new Set([200, 201, 204, 206, 303, 304, 307, 308]);

/** Returns what is wrong with a response; null if docs/api.md declares such a response. */
export type Judge = (request: FuzzedRequest, exchanged: Exchanged) => string | null;

/** @param apiDocs docs/api.md, whose table of errors names every status with its types */
export function createJudge(apiDocs: string): Judge {
  const declared = declaredProblems(apiDocs);
  return (request, { answers, rest, timedOut }) => {
    if (timedOut) return 'no answer in time';
    if (answers.length === 0) {
      if (rest !== '') return `an answer that is none: ${JSON.stringify(rest.slice(0, 80))}`;
      return request.mustAnswer ? 'hung up without an answer' : null;
    }
    for (const answer of answers) {
      const fault = faultOf(request, answer, declared);
      if (fault) return `${answer.status}: ${fault}`;
    }
    return null;
  };
}

/** Status → types; `…` matches any ending or middle. */
function declaredProblems(apiDocs: string): Map<number, RegExp[]> {
  const declared = new Map<number, RegExp[]>();
  for (const [, status, types = ''] of apiDocs.matchAll(/^\| (\d{3}) \| ((?:`[^`]+`(?:, )?)+)/gm)) {
    const patterns = [...types.matchAll(/`([^`]+)`/g)].map(
      ([, type = '']) => new RegExp(`^${type.replaceAll('…', '[a-z-]+')}$`),
    );
    declared.set(Number(status), [...(declared.get(Number(status)) ?? []), ...patterns]);
  }
  if (declared.size < 5) throw new Error('docs/api.md has no table of errors as it should');
  return declared;
}

function faultOf(request: FuzzedRequest, answer: RawAnswer, declared: Map<number, RegExp[]>): string | null {
  const { status, headers, body } = answer;
  if (PLAIN_STATUSES.has(status)) return null;
  const type = headers['content-type']?.split(';')[0]?.trim() ?? '';
  if (type === 'application/problem+json') {
    if (request.method === 'HEAD') return null;
    const problem = problemOf(body);
    if (!problem) return `no problem details: ${body.slice(0, 80)}`;
    if (problem.status !== status) return `the problem says ${problem.status}`;
    const kind = problem.type.slice(PREFIX.length);
    const known = problem.type.startsWith(PREFIX) && declared.get(status)?.some((each) => each.test(kind));
    if (!known) return `not declared: ${problem.type}`;
    return status === 500 ? `a defect: ${problem.detail}` : null;
  }
  if (isBuiltIn(request) && type === 'application/json' && status < 500)
    return body.includes('"error"') || request.method === 'HEAD'
      ? null
      : `without an error: ${body.slice(0, 80)}`;
  if (isApi(request)) return `${type || 'no content type'} instead of a problem: ${body.slice(0, 80)}`;
  if (status >= 500) return `${type}: ${body.slice(0, 80)}`;
  // The response to a request of the app's own pages with the header `rsc`: a page before rendering.
  if (type === 'text/x-component') return null;
  return type === 'text/html' || request.method === 'HEAD'
    ? null
    : `${type || 'no content type'} instead of a page: ${body.slice(0, 80)}`;
}

function problemOf(body: string): { type: string; status: number; detail: string } | null {
  try {
    const { type, status, detail } = JSON.parse(body) as Record<string, unknown>;
    return typeof type === 'string' && typeof status === 'number'
      ? { type, status, detail: String(detail) }
      : null;
  } catch {
    return null;
  }
}

const isApi = ({ target }: FuzzedRequest) => /^\/api(?:[/?]|$)/.test(target);
const isBuiltIn = ({ target }: FuzzedRequest) => target.startsWith('/api/builtin/');
