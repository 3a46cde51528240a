import { assertUnreachable } from '#lib/base/assert.ts';
import type { Instructions, Mode } from '#lib/trace/events.ts';
import { nativeInstructions } from './native.ts';
import { promptedInstructions } from './prompted.ts';

/** The instruction texts of a role, by the mode that its model is spoken to in; the user may replace them. */
export function defaultInstructions(mode: Mode): Instructions {
  switch (mode) {
    case 'native':
      return nativeInstructions;
    case 'prompted':
      return promptedInstructions;
    default:
      return assertUnreachable(mode);
  }
}
