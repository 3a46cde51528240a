import type { Random } from '#lib/formats/testing/random.ts';
import { deliver, type FuzzedRequest, type Note } from './deliver-request.ts';
import { bodyOf } from './mutate-body.ts';
import { headerLines, methods, pathParts, queryParts } from './nasty-parts.ts';
import type { ValidRequest } from './valid-requests.ts';

/** Returns the same request for the same random numbers. */
export function mutateRequest(valid: ValidRequest, random: Random, port: number): FuzzedRequest {
  const done: string[] = [];
  const chance = (share: number) => random.next() < share;
  const note = (what: string) => void done.push(what);

  let { method } = valid;
  if (chance(0.12)) {
    method = random.pick(methods);
    note(`method ${JSON.stringify(method.slice(0, 20))}`);
  }
  let target = targetOf(valid);
  if (chance(0.2)) target = mutateTarget(target, random, port, note);
  if (chance(0.15)) {
    const part = random.pick(queryParts);
    target += `${target.includes('?') ? '&' : '?'}${part}`;
    note(`query ${part.slice(0, 40)}`);
  }
  let body = bodyOf(valid, random, note);
  const headers = [`host: 127.0.0.1:${port}`];
  if (body !== null || chance(0.05))
    headers.push(
      `content-type: ${valid.body instanceof Uint8Array ? 'application/octet-stream' : 'application/json'}`,
    );
  for (let count = chance(0.3) ? 1 + random.int(3) : 0; count > 0; count--) {
    const line = random.pick(headerLines);
    headers.push(line);
    note(`header ${line.slice(0, 40)}`);
  }
  if (chance(0.01)) {
    headers.push(...Array.from({ length: 3000 }, (_, index) => `x-${index}: 1`));
    note('3,000 headers');
  }
  if (chance(0.1)) {
    headers.push('connection: close');
    note('connection: close');
  }
  if (body === null && chance(0.05)) {
    body = Buffer.from('{"a":1}');
    note('a body where none belongs');
  }
  const line = requestLine(method, target, random, note);
  return deliver({ method, target, line, headers, body, done }, random, note);
}

function targetOf({ path, query }: ValidRequest): string {
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
}

function mutateTarget(target: string, random: Random, port: number, note: Note): string {
  const kind = random.int(6);
  const part = random.pick(pathParts);
  note(
    `target ${['part', 'segment', 'cut', 'absolute', 'slashes', 'replaced'][kind]} ${JSON.stringify(part.slice(0, 20))}`,
  );
  switch (kind) {
    case 0: {
      const at = random.int(target.length + 1);
      return target.slice(0, at) + part + target.slice(at);
    }
    case 1: {
      const segments = target.split('/');
      segments[1 + random.int(segments.length - 1)] = part;
      return segments.join('/');
    }
    case 2:
      return target.slice(0, random.int(target.length + 1));
    case 3:
      return random.pick([
        `http://127.0.0.1:${port}${target}`,
        `http://evil.example${target}`,
        `https:${target}`,
        '*',
        'x:80',
      ]);
    case 4:
      return random.pick([
        `/${target}`,
        `${target}/`,
        target.replaceAll('/', '//'),
        target.toUpperCase(),
        target.replace('/', '/%2e/'),
      ]);
    default:
      return random.pick([
        '/',
        '',
        `/${part}`,
        `/api/${part}`,
        `/sessions/${part}`,
        `/api/sessions/${part}/events`,
      ]);
  }
}

function requestLine(method: string, target: string, random: Random, note: Note): string {
  if (random.next() > 0.03) return `${method} ${target} HTTP/1.1`;
  const line = random.pick([
    `${method} ${target} HTTP/1.0`,
    `${method} ${target} HTTP/2.0`,
    `${method} ${target} HTTP/9.9`,
    `${method} ${target}`,
    `${method}  ${target}  HTTP/1.1`,
    `\r\n${method} ${target} HTTP/1.1`,
    `${method} ${target} HTTP/1.1\rX: y`,
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001',
    'PRI * HTTP/2.0\r\n\r\nSM',
  ]);
  note(`line ${JSON.stringify(line.slice(0, 30))}`);
  return line;
}
