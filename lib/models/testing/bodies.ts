/** A body that was read to its end. */
export const bodyOf = (body: unknown): { text: string; bytes: number; isWhole: boolean } => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { text, bytes: Buffer.byteLength(text), isWhole: true };
};
