'use client';

import { onDemand, useFetchAhead } from './on-demand.tsx';
import { useToasts } from './toast.tsx';

const ToastList = onDemand(() => import('./toast-list.tsx').then((module) => module.ToastList), {
  wanted: ({ toasts }) => toasts.length > 0,
});
const ahead = [ToastList] as const;

/** Where toasts appear; once, in the root layout. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts);
  useFetchAhead(ahead);
  return (
    <section
      aria-label="Notifications"
      className="pointer-events-none fixed right-0 bottom-0 z-50 flex w-full max-w-sm flex-col gap-2 p-4"
    >
      <ToastList toasts={toasts} />
    </section>
  );
}
