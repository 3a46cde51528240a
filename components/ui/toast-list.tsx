'use client';

import { CheckCircle2, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from './button.tsx';
import { cn } from './cn.ts';
import { dismissToast, type ToastRecord } from './toast.tsx';

/** The toasts that are shown, the newest last. */
export function ToastList({ toasts }: { toasts: readonly ToastRecord[] }) {
  return toasts.map((toast) => <Toast key={toast.id} toast={toast} />);
}

const icons = {
  info: <Info size={16} className="text-plan" aria-hidden="true" />,
  ok: <CheckCircle2 size={16} className="text-ok" aria-hidden="true" />,
  error: <TriangleAlert size={16} className="text-warn" aria-hidden="true" />,
};

function Toast({ toast }: { toast: ToastRecord }) {
  const tone = toast.tone ?? 'info';
  const durationMs = toast.durationMs ?? (tone === 'error' ? null : 5000);

  useEffect(() => {
    if (durationMs === null) return;
    const timer = setTimeout(() => dismissToast(toast.id), durationMs);
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
      <IconButton label="Dismiss" size="sm" icon={<X size={14} />} onClick={() => dismissToast(toast.id)} />
    </div>
  );
}
