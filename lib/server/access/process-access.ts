import { randomBytes } from 'node:crypto';
import { systemClock } from '#lib/base/clock.ts';
import { ServerError } from '../errors.ts';
import { type Access, createAccess, openAccess } from './access.ts';
import { listensOnLoopback } from './loopback.ts';

const KEY = Symbol.for('sprintscope.access');
const shared = globalThis as { [KEY]?: Access };

/**
 * The access of this process, made by the first call. The front door, if there is one, and the handlers must share it,
 * although they come from different bundles (see get-server.ts). Throws ServerError `bad-configuration`.
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

/** 192 bits as 32 characters: nobody can guess it, and a person can still type it on a phone. */
const TOKEN_BYTES = 24;

const GIVEN = /^[\w.~-]{16,200}$/;

/**
 * The token of this process, null for none: `SPRINT_TOKEN` is `on`, `off` or the token itself; the default is on if the
 * server listens on more than this machine. Throws ServerError `bad-configuration`.
 */
export function tokenSetting(
  env: Record<string, string | undefined>,
  randomBytes: (count: number) => Uint8Array,
): string | null {
  const setting = env.SPRINT_TOKEN?.trim() ?? '';
  if (setting === 'off' || (setting === '' && listensOnLoopback(env))) return null;
  if (setting === 'on' || setting === '') return Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url');
  if (GIVEN.test(setting)) return setting;
  // We do not quote it: it may be a secret that is merely too short.
  throw new ServerError(
    'bad-configuration',
    'SPRINT_TOKEN must be on, off, or a token of 16 to 200 letters, digits, ".", "_", "~" or "-".',
    { field: 'SPRINT_TOKEN' },
  );
}
