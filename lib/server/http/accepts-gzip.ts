/** Whether an `Accept-Encoding` header takes gzip: by name or `*`, with a weight above 0 (RFC 9110 §12.5.3). */
export function acceptsGzip(header: string | null): boolean {
  let any = false;
  for (const item of (header ?? '').toLowerCase().split(',')) {
    const [name, ...parameters] = item.split(';').map((part) => part.trim());
    const weight = parameters.find((part) => part.startsWith('q='))?.slice(2);
    const accepted = weight === undefined || Number(weight) > 0;
    if (name === 'gzip' || name === 'x-gzip') return accepted;
    if (name === '*') any = accepted;
  }
  return any;
}
