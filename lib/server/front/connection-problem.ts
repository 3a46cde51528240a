import { HttpProblem } from '../http/problem.ts';
import { isApi, readAddress } from './address.ts';
import { methodNotAllowed } from './methods.ts';

/** What node says of a connection on which no request could be read. */
export interface ConnectionError extends Error {
  code?: string;
  /** The bytes that were being read. */
  rawPacket?: Uint8Array;
}

export interface ConnectionRefusal {
  problem: HttpProblem;
  as: 'problem' | 'page';
}

/** The answer to it; null where nobody is there to hear one. */
export function connectionRefusal({ code, rawPacket }: ConnectionError): ConnectionRefusal | null {
  if (code === 'ECONNRESET' || code === 'EPIPE') return null;
  const line = requestLine(rawPacket);
  return { problem: problemOf(code, line), as: line && !isApi(line.path) ? 'page' : 'problem' };
}

function problemOf(code: string | undefined, line: RequestLine | null): HttpProblem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem(408, 'too-slow', 'The request did not arrive in time.', {
        remedy: 'Send it again.',
      });
    case 'HPE_HEADER_OVERFLOW':
      return new HttpProblem(431, 'headers-too-large', 'The headers are larger than 16 KiB.', {
        remedy: "Shorten the address, or delete this site's cookies.",
      });
    case 'HPE_INVALID_METHOD':
      if (line && !('reason' in readAddress(line.path))) return methodNotAllowed(line.path, line.method);
  }
  return new HttpProblem(400, 'bad-http', 'This is not a request that HTTP/1.1 knows.');
}

interface RequestLine {
  method: string;
  path: string;
}

/** Null where it is no HTTP at all, or the line came in an earlier packet. */
function requestLine(packet: Uint8Array | undefined): RequestLine | null {
  const start = Buffer.from(packet?.subarray(0, 1024) ?? []).toString('latin1');
  const match = /^([\w!#$%&'*+.^`|~-]{1,32}) (\/[^\s?]*)\S*(?: HTTP\/1\.[01]\r?\n|$)/.exec(start);
  return match?.[1] && match[2] ? { method: match[1], path: match[2] } : null;
}
