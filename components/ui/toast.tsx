'use client';

import { CheckCircle2, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { create } from 'zustand';
import { IconButton } from './button.tsx';
import { cn } from './cn.ts';

export interface ToastContent {
  tone?: 'info' | 'ok' | 'error';
  title: string;
  detail?: string;
  /** ms; errors stay until they are closed. */
  durationMs?: number;
}

interface ToastRecord extends ToastContent {
  id: number;
}

const useToasts = create<{ toasts: readonly ToastRecord[] }>(() => ({ toasts: [] }));
let lastId = 0;

/** Shows a short message at the edge of the window; any code in the browser may call it. */
export function showToast(content: ToastContent): void {
  lastId += 1;
  const toast = { ...content, id: lastId };
  // Three at most: the oldest goes first.
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, toast].slice(-3) }));
}

function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

const icons = {
  info: <Info size={16} className="text-plan" aria-hidden="true" />,
  ok: <CheckCircle2 size={16} className="text-ok" aria-hidden="true" />,
  error: <TriangleAlert size={16} className="text-warn" aria-hidden="true" />,
};

export function Toast({ toast }: { toast: ToastRecord }) {
  const tone = toast.tone ?? 'info';
  const durationMs = toast.durationMs ?? (tone === 'error' ? null : 5000);

  useEffect(() => {
    if (durationMs === null) return;
    const timer = setTimeout(() => dismiss(toast.id), durationMs);
    return () => clearTimeout(timer);
  }, [toast.id, durationMs]);

  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={cn(
        'pointer-events-auto flex w-full animate-rise items-start gap-2.5 rounded-xl border bg-panel py-2.5 pr-2 pl-3 text-ink shadow-card',
        tone === 'error' ? 'border-warn/40' : 'border-line',
      )}
    >
      <span className="pt-0.5">{icons[tone]}</span>
      <div className="min-w-0 flex-1 text-ui leading-snug">
        <p className="font-medium">{toast.title}</p>
        {toast.detail ? <p className="mt-0.5 break-words text-mute">{toast.detail}</p> : null}
      </div>
      <IconButton label="Dismiss" size="sm" icon={<X size={14} />} onClick={() => dismiss(toast.id)} />
    </div>
  );
}

/** Shows the toasts; mounted once, in the root layout. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <section
      aria-label="Notifications"
      className="pointer-events-none fixed right-0 bottom-0 z-50 flex w-full max-w-sm flex-col gap-2 p-4"
    >
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} />
      ))}
    </section>
  );
}
