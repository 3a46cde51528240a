import { loadText } from '#components/playback/load-log.ts';
import type { Session } from '#components/playback/session.ts';
import { downloadBlob } from '#components/ui/download.ts';
import type { ExportFormatId } from '#lib/contract/exports.ts';
import { findExportFormat } from '#lib/formats/export/export-formats.ts';
import { svgToPng } from './png.ts';

/** Where the server keeps the player page that `html` puts a log into. */
const PLAYER_URL = '/api/player';
/** Two megabytes over a slow network. */
const PLAYER_TIMEOUT_MS = 60_000;

/** What a file of this session is called, without an extension. */
export function fileName({ store }: Session): string {
  const { source } = store.getState();
  switch (source.kind) {
    case 'session':
      return `sprintscope-${source.id}`;
    case 'example':
      return source.slug;
    case 'embedded':
      return source.name;
  }
}

/**
 * The session as text in a format: the log as far as it has arrived, with the page's definition, reading, axis and
 * theme. Made in the browser, so that an example, a running session and a page without a server export the same way.
 */
export async function exportedText(
  session: Session,
  id: ExportFormatId,
  options: { thinking?: boolean } = {},
): Promise<string> {
  // Loaded on demand: a page that shows a graph does not need the writers.
  const { exportTrace } = await import('#lib/formats/export/export-trace.ts');
  const { about, annotations, axis, definition, reading } = session.store.getState();
  return exportTrace(id, session.log.slice(), {
    ...options,
    title: about.title,
    description: about.description,
    author: about.author,
    judged: about.judged,
    annotations,
    axis,
    definition,
    reading,
    theme: document.documentElement.classList.contains('dark') ? 'dark' : 'light',
    player: () => loadText(PLAYER_URL, AbortSignal.timeout(PLAYER_TIMEOUT_MS)),
  });
}

export async function downloadExport(
  session: Session,
  id: ExportFormatId,
  options: { thinking?: boolean } = {},
): Promise<void> {
  const format = findExportFormat(id);
  if (!format) return;
  const text = await exportedText(session, id, options);
  downloadBlob(new Blob([text], { type: format.contentType }), `${fileName(session)}.${format.extension}`);
}

/** A drawing as a picture, at twice its size. */
export async function downloadPng(session: Session, drawing: 'graph' | 'timeline'): Promise<void> {
  const svg = await exportedText(session, `${drawing}-svg`);
  downloadBlob(await svgToPng(svg), `${fileName(session)}.${drawing}.png`);
}
