import { connect } from 'node:net';

/** One response as it was on the wire. */
export interface RawAnswer {
  status: number;
  /** Names in lower case; the last value of a repeated header. */
  headers: Record<string, string>;
  body: string;
  /** False if the connection ended before the response did. */
  whole: boolean;
}

export interface Delivery {
  /** How many responses we expect; once they are complete, we close. */
  answers: number;
  /** A response to HEAD has no body, whatever its head says. */
  isHead: boolean;
  /** Written one after the other, each once the previous one has been taken. */
  parts: readonly Uint8Array[];
  /**
   * `wait`: the server ends the connection. `half-close`: after a moment we signal that nothing more comes, and
   * node:http may then close without an answer. `cut`: we disconnect without notice.
   */
  ending: 'wait' | 'half-close' | 'cut';
}

export interface Exchanged {
  answers: RawAnswer[];
  /** The bytes that are not part of a response. */
  rest: string;
  timedOut: boolean;
}

/** We leave an unending response (an event stream) after this many bytes. */
const ENOUGH_BYTES = 4 * 1024 * 1024;
const STREAM_MS = 30;
const MOMENT_MS = 100;

/** After this long without data, the response may be complete. */
const QUIET_MS = 3;

/** Sends bytes unchanged, and reads the response; `fetch` would refuse most of these requests. */
export async function exchange(
  port: number,
  { parts, ending, answers, isHead }: Delivery,
  timeoutMs: number,
): Promise<Exchanged> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const received: Buffer[] = [];
  let bytes = 0;
  let timedOut = false;
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.on('error', () => {});
    socket.on('end', () => socket.destroy());
  });
  let isStream = false;
  let quiet: NodeJS.Timeout | undefined;
  const leaveWhenAnswered = () => {
    const came = parseAnswers(Buffer.concat(received), isHead).answers;
    if (came.length >= answers && came.every(({ whole }) => whole)) socket.destroy();
  };
  const read = (chunk: Buffer) => {
    received.push(chunk);
    bytes += chunk.length;
    if (bytes > ENOUGH_BYTES) return void socket.destroy();
    clearTimeout(quiet);
    quiet = setTimeout(leaveWhenAnswered, QUIET_MS);
    if (!isStream && bytes < 100_000 && /content-type: text\/event-stream/i.test(chunk.toString('latin1'))) {
      isStream = true;
      setTimeout(() => socket.destroy(), STREAM_MS);
    }
  };
  socket.on('data', read);
  const timer = setTimeout(() => {
    timedOut = true;
    socket.destroy();
  }, timeoutMs);
  for (const part of parts)
    if (!socket.destroyed) await new Promise((resolve) => socket.write(part, resolve));
  const saying = setTimeout(() => ending === 'half-close' && socket.end(), MOMENT_MS);
  if (ending === 'cut') socket.destroy();
  await closed;
  clearTimeout(timer);
  clearTimeout(saying);
  clearTimeout(quiet);
  return { ...parseAnswers(Buffer.concat(received), isHead), timedOut };
}

/** All responses of a connection, in order; the last may be broken off. */
export function parseAnswers(bytes: Buffer, isHead: boolean): Pick<Exchanged, 'answers' | 'rest'> {
  const answers: RawAnswer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n\r\n', at);
    const [statusLine = '', ...lines] = bytes
      .toString('latin1', at, end < 0 ? bytes.length : end)
      .split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})(?: |$)/.exec(statusLine)?.[1]);
    if (end < 0 || !status) break;
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    at = end + 4;
    // 100 Continue and similar come before the response.
    if (status < 200) continue;
    const { body, next, whole } = bodyAt(bytes, at, isHead || status === 204 || status === 304, headers);
    at = next;
    answers.push({ status, headers, body: body.toString('utf8'), whole });
  }
  return { answers, rest: bytes.toString('latin1', at) };
}

function bodyAt(bytes: Buffer, at: number, isEmpty: boolean, headers: Record<string, string>) {
  if (isEmpty) return { body: Buffer.alloc(0), next: at, whole: true };
  if (headers['transfer-encoding'] === 'chunked') return chunkedAt(bytes, at);
  const length = headers['content-length'];
  const end = length === undefined ? bytes.length : at + Number(length);
  const next = Math.min(bytes.length, end);
  // A response without a length ends only with the connection.
  return { body: bytes.subarray(at, next), next, whole: length !== undefined && next === end };
}

function chunkedAt(bytes: Buffer, from: number) {
  const parts: Buffer[] = [];
  for (let at = from; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd < 0 ? at : lineEnd), 16);
    if (Number.isNaN(size)) return { body: Buffer.concat(parts), next: at, whole: false };
    const start = lineEnd + 2;
    if (size === 0) {
      const next = Math.min(bytes.length, start + 2);
      return { body: Buffer.concat(parts), next, whole: next === start + 2 };
    }
    parts.push(bytes.subarray(start, start + size));
    at = start + size + 2;
    if (at >= bytes.length) return { body: Buffer.concat(parts), next: bytes.length, whole: false };
  }
}
