/** Keyed by the API's names; a name that is not here is shown as it is. */
const words: Readonly<Record<string, string>> = {
  pairId: 'pair',
  createdAt: 'date',
  startedAt: 'start',
  endedAt: 'end',
  answerIsInferred: 'answer',
  findingCounts: 'findings',
  summaryVersion: 'numbers',
  doctorVersion: 'findings',
  metrics: 'numbers',
  sourceName: 'file name',
  lastSeq: 'length of the log',
  apiKey: 'key',
  lineTokens: 'token counts',
  editLog: 'corrections',
  importDone: 'progress',
  problemCount: 'problems',
};

/** "Unreadable in the stored data: tags, numbers." */
export function damagedWords(names: readonly string[]): string {
  const known = new Set(names.map((name) => words[name] ?? name));
  return `Unreadable in the stored data: ${[...known].join(', ')}. Something else is shown in its place.`;
}
