import { create } from 'zustand';

export interface ToastContent {
  tone?: 'info' | 'ok' | 'error';
  title: string;
  detail?: string;
  /** ms; errors stay until they are closed. */
  durationMs?: number;
}

export interface ToastRecord extends ToastContent {
  id: number;
}

export const useToasts = create<{ toasts: readonly ToastRecord[] }>(() => ({ toasts: [] }));
let lastId = 0;

/** Says something short at the edge of the window; callable from anywhere in the browser. */
export function showToast(content: ToastContent): void {
  lastId += 1;
  const toast = { ...content, id: lastId };
  // Three at most: the oldest goes first.
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, toast].slice(-3) }));
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
