/** What a session can be written as, in the order in which menus and help texts list them. */
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
