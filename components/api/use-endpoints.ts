'use client';

import { useCallback, useEffect, useState } from 'react';
import type { EndpointList } from '#lib/contract/endpoints.ts';
import { type ApiError, asApiError } from './api-error.ts';
import { api } from './client.ts';

export type EndpointsState =
  | { status: 'loading' }
  | { status: 'ready'; list: EndpointList }
  | { status: 'failed'; error: ApiError };

/** The endpoints a session can use, read once and again with `reload`; old data stays in view meanwhile. */
export function useEndpoints(): { state: EndpointsState; reload: () => Promise<void> } {
  const [state, setState] = useState<EndpointsState>({ status: 'loading' });

  const load = useCallback(async (signal?: AbortSignal) => {
    try {
      const list = await api.listEndpoints(signal);
      if (!signal?.aborted) setState({ status: 'ready', list });
    } catch (error) {
      if (!signal?.aborted) setState({ status: 'failed', error: asApiError(error) });
    }
  }, []);

  useEffect(() => {
    const controller = new AbortController();
    void load(controller.signal);
    return () => controller.abort();
  }, [load]);

  return { state, reload: useCallback(() => load(), [load]) };
}
