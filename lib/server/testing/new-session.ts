import { learning } from '#lib/models/testing/learning.ts';
import type { RoleModel } from '#lib/orchestrator/run.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { NewSession } from '../sessions/new-session.ts';
import { wordCounter } from './scripted-run.ts';

const role: RoleModel = {
  guarded: {
    get model(): never {
      throw new Error('not called');
    },
    async *call() {},
    ...learning(),
  },
  info: { endpointName: 'Test', model: 'm', ruleBased: false, mode: 'prompted' },
  mode: 'prompted',
};

/** For runs that a test plays: they call no model. */
export const newSession: NewSession = {
  question: 'Q',
  strategy: 'sprint',
  planner: role,
  executor: role,
  settings: defaultSettings,
  instructions: { planner: '', executor: '', sequential: '' },
  counter: wordCounter,
};
