import type { EndpointError, RejectableParameter } from './errors.ts';

/** One change to the requests for a model, because its server rejects a parameter. */
export interface ParameterChange {
  readonly parameter: RejectableParameter;
  /** The new name; null = left out. */
  readonly to: RejectableParameter | null;
}

/** Applies the changes in order, so that a renamed parameter can be left out later. */
export function adaptBody(
  body: Record<string, unknown>,
  changes: readonly ParameterChange[],
): Record<string, unknown> {
  const adapted = { ...body };
  for (const { parameter, to } of changes) {
    if (to !== null && adapted[parameter] !== undefined) adapted[to] = adapted[parameter];
    delete adapted[parameter];
  }
  return adapted;
}

/**
 * What to change after a rejection; null when the error is about something else, or everything was tried. Each step
 * takes a parameter away or renames it for good, so at most five requests are rejected before a call.
 */
export function changesAfter(
  error: EndpointError,
  changes: readonly ParameterChange[],
): readonly ParameterChange[] | null {
  if (error.type !== 'bad-request' || !error.context.parameter) return null;
  const { parameter } = error.context;
  const renamed = changes.some((change) => change.to === 'max_completion_tokens');
  const gone = (name: RejectableParameter) =>
    changes.some((change) => change.parameter === name && !change.to);
  if (parameter === 'max_tokens' || parameter === 'max_completion_tokens') {
    if (!renamed && parameter === 'max_tokens')
      return [...changes, { parameter: 'max_tokens', to: 'max_completion_tokens' }];
    if (!renamed || gone('max_completion_tokens')) return null;
    return [...changes, { parameter: 'max_completion_tokens', to: null }];
  }
  return gone(parameter) ? null : [...changes, { parameter, to: null }];
}

const WITHOUT: Record<RejectableParameter, string> = {
  max_tokens: 'the server’s own limit holds.',
  max_completion_tokens: 'the server’s own limit holds.',
  stop: 'Sprintscope ends the reply itself where a stop string comes.',
  temperature: 'the server’s own temperature holds, not the one in the settings.',
  stream_options: 'the server may not report its token usage.',
};

/** A change in words, as a `notice` part carries it. */
export function describeChange({ parameter, to }: ParameterChange): { code: string; explanation: string } {
  if (to !== null) {
    return {
      code: 'parameter-renamed',
      explanation: `The endpoint rejects the parameter “${parameter}”: it is sent as “${to}” instead.`,
    };
  }
  return {
    code: 'parameter-dropped',
    explanation: `The endpoint rejects the parameter “${parameter}”: it is left out, and ${WITHOUT[parameter]}`,
  };
}
