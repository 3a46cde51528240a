import type { Notice } from '../endpoint.ts';
import type { EndpointError } from '../errors.ts';
import { clamp, type ParameterRange } from '../refusals/value-range.ts';
import type { Learned, ParameterChange } from './learned.ts';

type Body = Record<string, unknown>;

/** What we had to change in one request. */
export interface Adapted {
  body: Body;
  changes: readonly ParameterChange[];
  /** Names as they were before renaming. */
  clamped: readonly string[];
}

/**
 * Brings values that lie outside the server's ranges into them, then applies the changes in order, so that we can later
 * leave out a renamed parameter.
 */
export function adaptBody(body: Body, { changes, ranges }: Pick<Learned, 'changes' | 'ranges'>): Adapted {
  const adapted = { ...body };
  const clamped = Object.entries(ranges).flatMap(([name, range]) => {
    const value = clamp(adapted[name], range);
    if (value === adapted[name]) return [];
    adapted[name] = value;
    return [name];
  });
  const applied = changes.filter(({ parameter, to }) => {
    if (adapted[parameter] === undefined) return false;
    if (to !== null) adapted[to] = adapted[parameter];
    delete adapted[parameter];
    return true;
  });
  return { body: adapted, changes: applied, clamped };
}

const narrower = (known: ParameterRange | undefined, told: ParameterRange): ParameterRange => ({
  min: told.min ?? known?.min ?? null,
  max: told.max ?? known?.max ?? null,
});

/**
 * What to learn from a rejection; null if the error is about something else, or we have tried everything. We bring a
 * value into its range; we rename a parameter once, then leave it out: each step happens only once.
 */
export function lessonFrom(
  error: EndpointError,
  { changes, ranges }: Pick<Learned, 'changes' | 'ranges'>,
): Pick<Learned, 'changes' | 'ranges'> | null {
  const { rejection } = error.context;
  if (error.type !== 'bad-request' || !rejection) return null;
  const { parameter, range, renameTo } = rejection;
  // Our own name for a field that we sent under another one.
  const original = changes.find(({ to }) => to === parameter)?.parameter ?? parameter;
  if (range) {
    const known = ranges[original];
    const next = narrower(known, range);
    if (known?.min !== next.min || known?.max !== next.max)
      return { changes, ranges: { ...ranges, [original]: next } };
  }
  if (changes.some((change) => change.parameter === parameter)) return null;
  const wanted = renameTo ?? (parameter === 'max_tokens' && !range ? 'max_completion_tokens' : null);
  // Returning to a name that the server refused before would loop forever.
  const to = changes.some((change) => change.parameter === wanted) ? null : wanted;
  return { changes: [...changes, { parameter, to }], ranges };
}

const WITHOUT: Record<string, string> = {
  max_tokens: 'the server’s own limit holds.',
  max_completion_tokens: 'the server’s own limit holds.',
  stop: 'Sprintscope ends the reply itself where a stop string comes.',
  temperature: 'the server’s own temperature holds, not the one in the settings.',
  stream_options: 'the server may not report its token usage.',
};

/** A change in words, as a `notice` part carries it. */
export function describeChange({ parameter, to }: ParameterChange): Notice {
  if (to !== null) {
    return {
      code: 'parameter-renamed',
      explanation: `The endpoint rejects the parameter “${parameter}”: it is sent as “${to}” instead.`,
    };
  }
  const without =
    (Object.hasOwn(WITHOUT, parameter) && WITHOUT[parameter]) || 'the server’s own default holds.';
  return {
    code: 'parameter-dropped',
    explanation: `The endpoint rejects the parameter “${parameter}”: it is left out, and ${without}`,
  };
}

/** A range in words, as a `notice` part carries it. */
export function describeRange(parameter: string, range: ParameterRange | undefined): Notice {
  const { min = null, max = null } = range ?? {};
  if (parameter === 'stop')
    return {
      code: 'parameter-limited',
      explanation: `The endpoint takes at most ${max} stop strings: the others are watched for by Sprintscope itself.`,
    };
  const bounds =
    min !== null && max !== null ? `from ${min} to ${max}` : max !== null ? `up to ${max}` : `from ${min}`;
  const limit = /^max_.*tokens$/.test(parameter);
  return {
    code: limit ? 'max-tokens-lowered' : 'parameter-limited',
    explanation: limit
      ? `The endpoint takes “${parameter}” only ${bounds}: calls that ask for longer replies are sent with that number, others as they are.`
      : `The endpoint takes “${parameter}” only ${bounds}: a value outside is sent as the nearest inside.`,
  };
}
