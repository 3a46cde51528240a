'use client';

import { curationApi } from '#components/api/curation-requests.ts';
import { showToast } from '#components/ui/toast.tsx';
import { formatCount } from '#lib/base/format.ts';

/**
 * Makes records from stored sequential sessions, by rules and the paper's profile: the workbench can change both.
 * @returns where to look at them
 */
export async function curateSessions(ids: readonly string[]): Promise<string> {
  let last = '';
  for (const sessionId of ids) ({ id: last } = await curationApi.createRecord({ sessionId }));
  if (ids.length === 1) return `/curate/${encodeURIComponent(last)}`;
  showToast({ tone: 'ok', title: `${formatCount(ids.length, 'record')} made, by rules.` });
  return '/curate#records';
}
