'use client';

import { useCallback, useState } from 'react';
import { asApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import type { TestState } from './test-result.tsx';

/** The last test of each endpoint, by id. */
export function useEndpointTests() {
  const [tests, setTests] = useState<Readonly<Record<string, TestState>>>({});

  const run = useCallback(async (id: string) => {
    const set = (state: TestState) => setTests((old) => ({ ...old, [id]: state }));
    set({ status: 'running' });
    try {
      set({ status: 'passed', result: await api.testEndpoint(id) });
    } catch (error) {
      set({ status: 'failed', error: asApiError(error) });
    }
  }, []);

  const forget = useCallback((id: string) => {
    setTests((old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== id)));
  }, []);

  return { tests, run, forget };
}
