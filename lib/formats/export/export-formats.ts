import type { ExportFormatId } from '#lib/contract/exports.ts';
export interface ExportFormat {
  readonly id: ExportFormatId;
  readonly title: string;
  /** The file's extension, which also distinguishes two formats of one kind: `jsonl`, `graph.svg`. */
  readonly extension: string;
  readonly contentType: string;
  /** One short sentence: what it is good for. */
  readonly description: string;
}

/**
 * The content types are `text/…` wherever that is not wrong: Next compresses those by itself and drops our own
 * `content-encoding` (a log shrinks to a fifth), which is why the log is not `application/x-ndjson`.
 */
export const exportFormats: readonly ExportFormat[] = [
  {
    id: 'log',
    title: 'Event log',
    extension: 'jsonl',
    contentType: 'text/jsonl; charset=utf-8',
    description: 'Everything, one event a line. Opens in Sprintscope again.',
  },
  {
    id: 'transcript',
    title: 'Tagged transcript',
    extension: 'txt',
    contentType: 'text/plain; charset=utf-8',
    description: 'The text with its tags, thinking in <think>. Imports again with the same numbers.',
  },
  {
    id: 'markdown',
    title: 'Report',
    extension: 'md',
    contentType: 'text/markdown; charset=utf-8',
    description: 'Answer, numbers with formulas, every stage, findings.',
  },
  {
    id: 'html',
    title: 'Player page',
    extension: 'html',
    contentType: 'text/html; charset=utf-8',
    description: 'One file that replays without a server or a network.',
  },
  {
    id: 'graph-svg',
    title: 'Graph',
    extension: 'graph.svg',
    contentType: 'image/svg+xml; charset=utf-8',
    description: 'The flow graph as a vector drawing.',
  },
  {
    id: 'timeline-svg',
    title: 'Timeline',
    extension: 'timeline.svg',
    contentType: 'image/svg+xml; charset=utf-8',
    description: 'Who wrote when, as a vector drawing.',
  },
  {
    id: 'chrome-trace',
    title: 'Perfetto trace',
    extension: 'perfetto.json',
    contentType: 'application/json; charset=utf-8',
    description: 'Chrome trace: one track a stream. Open in ui.perfetto.dev.',
  },
  {
    id: 'otlp',
    title: 'OpenTelemetry spans',
    extension: 'otlp.json',
    contentType: 'application/json; charset=utf-8',
    description: 'OTLP/JSON with GenAI names, for any trace viewer.',
  },
];

/** The format with that name; null for an unknown one (names come from URLs and command lines). */
export const findExportFormat = (id: string): ExportFormat | null =>
  exportFormats.find((format) => format.id === id) ?? null;
