'use client';

import type { EndpointList } from '#lib/contract/endpoints.ts';
import type { ApiError } from './api-error.ts';
import { api } from './client.ts';
import { queryKeys } from './query-keys.ts';
import { refresh, thenRefresh, useServerData } from './server-data.ts';

export type EndpointsState =
  | { status: 'loading' }
  | { status: 'ready'; list: EndpointList }
  | { status: 'failed'; error: ApiError };

/** The endpoints a session can use, read once and again after each of `endpointCommands`; old data stays in view meanwhile. */
export function useEndpoints(): EndpointsState {
  const { data: list, error } = useServerData({
    queryKey: queryKeys.endpoints,
    queryFn: ({ signal }) => api.listEndpoints(signal),
  });
  if (error) return { status: 'failed', error };
  return list ? { status: 'ready', list } : { status: 'loading' };
}

export const reloadEndpoints = () => refresh(queryKeys.endpoints);

/** What changes endpoints; the list in view is new when one resolves. */
export const endpointCommands = {
  create: thenRefresh(api.createEndpoint, queryKeys.endpoints),
  update: thenRefresh(api.updateEndpoint, queryKeys.endpoints),
  remove: thenRefresh(api.deleteEndpoint, queryKeys.endpoints),
  forgetLearned: thenRefresh(api.forgetLearned, queryKeys.endpoints),
};
