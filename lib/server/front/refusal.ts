import { type ServerResponse, STATUS_CODES } from 'node:http';
import { type HttpProblem, problemBody } from '../http/problem.ts';
import { homeLink, smallPage } from './small-page.ts';

export interface Body {
  type: string;
  text: string;
}

/** A refusal in the form that the client can read: the API's problem details, or a page. */
export function refusalBody(problem: HttpProblem, as: 'problem' | 'page'): Body {
  if (as === 'problem')
    return { type: 'application/problem+json', text: JSON.stringify(problemBody(problem)) };
  const text = smallPage({
    title: problem.title,
    text: [problem.detail, ...(problem.remedy === null ? [] : [problem.remedy])],
    html: homeLink,
  });
  return { type: 'text/html; charset=utf-8', text };
}

/** Sends the refusal. Node omits the body from an answer to HEAD. */
export function refuse(response: ServerResponse, problem: HttpProblem, as: 'problem' | 'page'): void {
  const { type, text } = refusalBody(problem, as);
  response.writeHead(problem.status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...problem.headers,
  });
  response.end(text);
}

/** A whole response for a connection without a request to answer. The caller closes the connection afterwards. */
export function rawRefusal(problem: HttpProblem, as: 'problem' | 'page'): string {
  const { type, text } = refusalBody(problem, as);
  const headers: Record<string, string | number> = {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    connection: 'close',
    ...problem.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('')}\r\n${text}`;
}
