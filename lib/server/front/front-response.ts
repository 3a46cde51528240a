import { type IncomingMessage, type OutgoingHttpHeader, ServerResponse } from 'node:http';
import { HttpProblem, internalProblem } from '../http/problem.ts';
import { isApi } from './address.ts';
import { refusalBody } from './refusal.ts';

/**
 * The response to a request, with corrections of what Next gets wrong:
 * - A failure inside Next ends in `Internal Server Error` as plain text, or in a page for an API request; a missing
 *   file ends in `Not Found`. We turn both into a problem or a page of ours.
 * - Next 16.4 sets the content-type of route handlers as a list of one value. Its compression expects a text and then
 *   sees no type: a log goes out five times as large as necessary. We leave event streams unchanged, since compression
 *   would hold events back.
 */
export class FrontResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  /** We close the connection when the client has read nothing for this long, ms. 0: never. */
  untakenMs = 0;
  /** Headers for every response, whatever makes it. */
  headersOf: (status: number) => Record<string, string> = () => ({});
  #instead: string | null = null;
  #isUntaken = false;

  override setHeader(name: string, value: number | string | readonly string[]): this {
    const only = Array.isArray(value) && value.length === 1 ? (value[0] as string) : undefined;
    const unwrap = only && name.toLowerCase() === 'content-type' && !only.startsWith('text/event-stream');
    return super.setHeader(name, unwrap ? only : value);
  }

  // biome-ignore lint/suspicious/noExplicitAny: node's overloads, passed on as they come
  override writeHead(status: number, ...rest: any[]): this {
    for (const [name, value] of Object.entries(this.headersOf(status))) this.setHeader(name, value);
    const headers = rest.at(-1) as Record<string, OutgoingHttpHeader> | undefined;
    const given = typeof headers === 'object' ? headers['content-type'] : undefined;
    const type = String(given ?? this.getHeader('content-type') ?? '');
    const as = isApi(this.req.url ?? '') ? 'problem' : 'page';
    if (status < 400 || (as === 'problem' ? type.includes('json') : type.startsWith('text/html')))
      return super.writeHead(status, ...rest);
    const problem = problemOf(status);
    const body = refusalBody(problem, as);
    this.#instead = body.text;
    for (const name of ['content-encoding', 'transfer-encoding', 'etag']) this.removeHeader(name);
    return super.writeHead(problem.status, {
      'content-type': body.type,
      'content-length': Buffer.byteLength(body.text),
      'cache-control': 'no-store',
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  override write(...given: any[]): boolean {
    this.#writeHeadOfFailure();
    if (this.#instead !== null) return true;
    const goOn = super.write(...(given as Parameters<ServerResponse['write']>));
    if (!goOn) this.#closeWhenUntaken();
    return goOn;
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  override end(...given: any[]): this {
    this.#writeHeadOfFailure();
    if (this.#instead !== null)
      return super.end(this.#instead, ...given.filter((each) => typeof each === 'function'));
    super.end(...(given as Parameters<ServerResponse['end']>));
    this.#closeWhenUntaken();
    return this;
  }

  /** For a failure we write the head ourselves: node would write it with a length taken from the first chunk. */
  #writeHeadOfFailure(): void {
    if (this.statusCode >= 400 && !this.headersSent) this.writeHead(this.statusCode);
  }

  /** Node's socket timeout restarts with every byte that leaves, and closes the connection by itself. */
  #closeWhenUntaken(): void {
    const { socket } = this;
    if (this.#isUntaken || this.untakenMs === 0 || !socket?.writableLength) return;
    this.#isUntaken = true;
    socket.setTimeout(this.untakenMs);
    // We do not use our own `drain`: Next's compression takes that for itself. After the end, the timeout is node's,
    // for keep-alive.
    socket.once('drain', () => {
      this.#isUntaken = false;
      // An earlier listener may have written again.
      if (socket.writableLength > 0) this.#closeWhenUntaken();
      else if (!this.writableEnded) socket.setTimeout(0);
    });
  }
}

function problemOf(status: number): HttpProblem {
  if (status >= 500) return internalProblem();
  return status === 404
    ? new HttpProblem(404, 'unknown-path', 'There is nothing at this address.')
    : new HttpProblem(status, 'bad-http', 'This request cannot be answered.');
}
