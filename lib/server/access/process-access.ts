import { randomBytes } from 'node:crypto';
import { systemClock } from '#lib/base/clock.ts';
import { type Access, createAccess, openAccess } from './access.ts';
import { tokenSetting } from './token-setting.ts';

const KEY = Symbol.for('sprintscope.access');
const shared = globalThis as { [KEY]?: Access };

/**
 * The one of this process, made by the first call: the front door's where there is one, and it must be the handlers' too,
 * which come from another bundle (see get-server.ts). Throws ServerError `bad-configuration`.
 */
export function processAccess(): Access {
  shared[KEY] ??= fromEnvironment();
  return shared[KEY];
}

function fromEnvironment(): Access {
  const token = tokenSetting(process.env, randomBytes);
  if (token === null) return openAccess;
  return createAccess({
    token,
    secret: randomBytes(32),
    port: process.env.PORT || '3000',
    clock: systemClock,
  });
}
