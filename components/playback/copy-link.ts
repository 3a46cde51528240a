import { showToast } from '#components/ui/toast.tsx';

/** Copies an address to the clipboard and says so; where the browser forbids it (plain http on a network), shows it. */
export async function copyLink(href: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(href);
    showToast({ tone: 'ok', title: 'Link copied', detail: what });
  } catch {
    showToast({ tone: 'info', title: 'Copy this link', detail: href, durationMs: 20_000 });
  }
}
