'use client';

import type { StorageState } from '#lib/contract/health.ts';
import { form } from './answer-check.ts';
import { queryKeys } from './query-keys.ts';
import { request } from './send.ts';
import { serverData, useServerData } from './server-data.ts';

/** Interval while nothing seems wrong; a hidden tab does not ask. */
const ASK_EVERY_MS = 15_000;
/** Interval while the server cannot store, so that the banner disappears soon after the reason does. */
const ASK_AGAIN_MS = 5000;

/** What the server last said about its store; asked now and then, and when the window is looked at again. */
export function useStorageState(): StorageState {
  // A server that does not answer says so where it was needed: what it last said stands.
  const { data } = useServerData({
    queryKey: queryKeys.storage,
    queryFn: async ({ signal }): Promise<StorageState> =>
      (await request(form('healthSchema'), 'GET', '/api/health', undefined, signal)).storage ?? {
        state: 'ok',
      },
    refetchInterval: ({ state }) => ((state.data?.state ?? 'ok') === 'ok' ? ASK_EVERY_MS : ASK_AGAIN_MS),
    refetchOnWindowFocus: 'always',
  });
  return data ?? { state: 'ok' };
}

/** Asks soon, unless it is being asked. */
export function askForStorage(): void {
  void serverData.refetchQueries({ queryKey: queryKeys.storage }, { cancelRefetch: false });
}
