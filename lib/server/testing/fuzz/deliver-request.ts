import type { Random } from '#lib/formats/testing/random.ts';
import type { Delivery } from './raw-http.ts';

export interface FuzzedRequest extends Delivery {
  /** The method as in the request line. */
  method: string;
  target: string;
  /** The mutations applied to it. */
  done: string[];
  /** False if the server may close without an answer: the request is broken off, or is not a request. */
  mustAnswer: boolean;
}

export type Note = (what: string) => void;

/** A request before it is written. */
export interface Draft {
  method: string;
  target: string;
  line: string;
  headers: string[];
  body: Buffer | null;
  done: string[];
}

/** Decides how the request is sent: mostly whole, else in pieces, twice, broken off, or with a wrong length. */
export function deliver(
  { method, target, line, headers, body, done }: Draft,
  random: Random,
  note: Note,
): FuzzedRequest {
  const whole = (more: string[], content: Buffer | null) =>
    Buffer.concat([
      Buffer.from(`${[line, ...headers, ...more].join('\r\n')}\r\n\r\n`, 'utf8'),
      content ?? Buffer.alloc(0),
    ]);
  const length = body ? [`content-length: ${body.length}`] : [];
  const make = (parts: Uint8Array[], ending: Delivery['ending'], mustAnswer: boolean): FuzzedRequest => ({
    method,
    target,
    done,
    parts,
    ending,
    mustAnswer,
    answers: 1,
    isHead: method === 'HEAD',
  });
  /** Only the first bytes. The answer depends on the part of the target that was sent. */
  const part = (ending: Delivery['ending']): FuzzedRequest => {
    const all = whole(length, body);
    const sent = all.subarray(0, random.int(all.length));
    const [requestLine = ''] = sent.toString('utf8').split('\r\n', 1);
    return { ...make([sent], ending, false), target: requestLine.split(' ')[1] ?? '' };
  };
  // If the length of the request is not determined, the server may wait for more: then we signal that nothing more
  // comes.
  const isOpen = !line.endsWith('HTTP/1.1') || headers.some((header) => framing.test(header));
  const kind = random.int(40);
  if (kind === 0) {
    note('pipelined twice');
    const twice = make([whole(length, body), whole(length, body)], isOpen ? 'half-close' : 'wait', !isOpen);
    return { ...twice, answers: 2 };
  }
  if (kind === 1) {
    note('cut off');
    return part('cut');
  }
  if (kind === 2) {
    note('half-closed in the middle');
    return part('half-close');
  }
  if (kind === 3 && body) {
    note('shorter than it says');
    return make([whole([`content-length: ${body.length + 100}`], body)], 'half-close', false);
  }
  if (kind === 4 && body) {
    note('longer than it says');
    return make(
      [whole([`content-length: ${Math.max(0, body.length - 5)}`], body)],
      isOpen ? 'half-close' : 'wait',
      !isOpen,
    );
  }
  if (kind <= 7 && body) {
    note('chunked');
    const chunk = Buffer.concat([
      Buffer.from(`${body.length.toString(16)}\r\n`),
      body,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    return make([whole(['transfer-encoding: chunked'], chunk)], isOpen ? 'half-close' : 'wait', !isOpen);
  }
  if (kind === 8 && body) {
    note('chunked amiss');
    const head = random.pick(['zz\r\n', '-5\r\n', 'fffffffffffffffff\r\n', '5;x=y\r\n', `5\n`, '']);
    return make(
      [whole(['transfer-encoding: chunked'], Buffer.concat([Buffer.from(head), body]))],
      'half-close',
      false,
    );
  }
  if (kind === 9 && body) {
    note('chunked and with a length');
    return make(
      [whole([...length, 'transfer-encoding: chunked'], Buffer.from('0\r\n\r\n'))],
      'half-close',
      false,
    );
  }
  if (kind === 10) {
    note('in pieces');
    const all = whole(length, body);
    const at = [random.int(all.length), random.int(all.length)].sort((a, b) => a - b) as [number, number];
    return make(
      [all.subarray(0, at[0]), all.subarray(at[0], at[1]), all.subarray(at[1])],
      isOpen ? 'half-close' : 'wait',
      !isOpen,
    );
  }
  if (kind === 11) {
    note('line feeds only');
    return make(
      [Buffer.from(whole(length, null).toString('utf8').replaceAll('\r\n', '\n')), body ?? Buffer.alloc(0)],
      'half-close',
      false,
    );
  }
  return make([whole(length, body)], isOpen ? 'half-close' : 'wait', !isOpen);
}

/** Headers that determine where the request ends, or ask to continue. */
const framing =
  /^(?:content-length|transfer-encoding|expect|connection: upgrade|upgrade|no colon|:| |x-null|x y|te|trailer)/;
