import { renewedPatch } from '../../renew-stale.ts';
import type { RunJob } from '../job-types.ts';

export const renew: RunJob<'renew-session'> = async ({ id }, { store }) => renewedPatch(store, id);
