/** Where a page of sessions ended, as an opaque URL-safe text. */
export function encodeCursor({ createdAt, id }: { createdAt: string; id: string }): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) ([\w-]+)$/;

/** Null for anything that `encodeCursor` did not write (it comes from a URL). */
export function decodeCursor(cursor: string): { createdAt: string; id: string } | null {
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] && match[2] ? { createdAt: match[1], id: match[2] } : null;
}
