'use client';

import { showToast } from '#components/ui/toast.tsx';
import { asApiError } from './api-error.ts';

/** Shows a failed call as a toast, for actions that have no place of their own on the page. */
export function reportFailure(error: unknown): void {
  const { title, detail, remedy } = asApiError(error);
  showToast({ tone: 'error', title, detail: [detail, remedy].filter(Boolean).join(' ') || undefined });
}
