import { resolve } from 'node:path';
import * as z from 'zod';
import { type AddressPolicy, addressPolicy } from '#lib/models/endpoints/address-policy.ts';
import { ServerError } from './errors.ts';
import { type HostPolicy, hostPolicy } from './http/host-policy.ts';

/** Sessions that run at once: each holds up to eight calls to an endpoint and its whole log in memory. */
const MAX_RUNNING = 16;

export interface ServerConfig {
  version: string;
  /** Absolute. */
  dataDir: string;
  hosts: HostPolicy;
  maxRunning: number;
  /** Which addresses endpoints may have. */
  addresses: AddressPolicy;
}

/**
 * Configuration by environment: `SPRINT_DATA_DIR`, `SPRINT_MAX_RUNNING`, `HOST`, `SPRINT_ALLOWED_HOSTS`,
 * `SPRINT_ALLOWED_ENDPOINTS`.
 * Throws ServerError `bad-configuration`.
 */
export function serverConfig(
  env: Record<string, string | undefined>,
  cwd: string,
  version: string,
): ServerConfig {
  const maxRunning = z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .safeParse(env.SPRINT_MAX_RUNNING || MAX_RUNNING);
  if (!maxRunning.success)
    throw new ServerError(
      'bad-configuration',
      `SPRINT_MAX_RUNNING must be a whole number from 1 to 1000, not "${env.SPRINT_MAX_RUNNING}".`,
      { field: 'SPRINT_MAX_RUNNING' },
    );
  return {
    version,
    dataDir: resolve(cwd, env.SPRINT_DATA_DIR || '.data'),
    hosts: hostPolicy(env),
    maxRunning: maxRunning.data,
    addresses: addressPolicy(env.SPRINT_ALLOWED_ENDPOINTS),
  };
}
