/** The formats in which a session can be exported, in the order of menus and help texts. */
export const exportFormatIds = [
  'log',
  'transcript',
  'markdown',
  'html',
  'graph-svg',
  'timeline-svg',
  'chrome-trace',
  'otlp',
] as const;
export type ExportFormatId = (typeof exportFormatIds)[number];
