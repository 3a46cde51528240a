import { assertUnreachable } from '#lib/base/assert.ts';
import { stopStrings } from '#lib/protocol/contexts/contexts.ts';
import type { ThinkOpening } from '#lib/protocol/events.ts';
import type { Role, RoleModel, RunOptions } from './run.ts';

/**
 * How the models of one run begin and end their replies, as far as their endpoints taught us, in this run or before.
 * Only chat replies have such habits: a completion continues our own `<think>`.
 */
export interface ReplyHabits {
  /** For the parser of the role's next reply. */
  thinkOpened(role: Role): ThinkOpening['thinkOpened'];
  /** A reply contained the end of a thinking whose opening tag the template had written: stored for the endpoint. */
  beganInThinking(role: Role): void;
  /** A reply of a role that we expected to begin inside thinking did not. */
  beganOutside(role: Role): void;
  /** What a call of the role sends as `stop`; empty if that would end the thinking. `reminded`: as in `stopStrings`. */
  stopFor(role: Role, reminded?: boolean): readonly string[];
  /** The server ended a thinking at a stop string: this run sends the role no more stop strings. */
  stopBit(role: Role): void;
  /** Without `stop` the model reached its reply: stored for the endpoint. */
  stopWasToBlame(role: Role): void;
}

export const modelFor = ({ planner, executor }: RunOptions, role: Role): RoleModel =>
  role === 'executor' ? executor : planner;

export function createReplyHabits(options: RunOptions): ReplyHabits {
  const beganInside = new Map<Role, boolean>();
  const withoutStop = new Set<Role>();
  const blamed = new Set<Role>();
  const of = (role: Role) => modelFor(options, role);

  return {
    thinkOpened(role) {
      const { mode, guarded } = of(role);
      switch (mode) {
        case 'native':
          return undefined;
        case 'prompted':
          if (beganInside.get(role) === false) return 'perhaps';
          return guarded.learned().thinkingOpenedByTemplate === true ? 'yes' : 'perhaps';
        default:
          return assertUnreachable(mode);
      }
    },
    beganInThinking(role) {
      beganInside.set(role, true);
      const { guarded } = of(role);
      if (guarded.learned().thinkingOpenedByTemplate !== true)
        guarded.learn({ thinkingOpenedByTemplate: true });
    },
    beganOutside(role) {
      beganInside.set(role, false);
      // Planner and executor of one endpoint may differ: we may have told one of them not to think.
      if (![...beganInside.values()].includes(true))
        of(role).guarded.learn({ thinkingOpenedByTemplate: false });
    },
    stopFor(role, reminded) {
      const { mode, guarded } = of(role);
      const bites = withoutStop.has(role) || guarded.learned().stopBitesThinking;
      return mode === 'prompted' && bites ? [] : stopStrings(role, reminded);
    },
    stopBit(role) {
      withoutStop.add(role);
    },
    stopWasToBlame(role) {
      if (!withoutStop.has(role) || blamed.has(role)) return;
      blamed.add(role);
      of(role).guarded.learn({ stopBitesThinking: true });
    },
  };
}
