const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The delimiter that a table's first line uses most, outside quotes; a comma where there is none. */
export function csvDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length - 1 }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}
