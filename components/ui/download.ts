/** Offers a file of the same origin under a name. */
export function downloadUrl(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Downloads a file that exists only in this browser. */
export function downloadBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  downloadUrl(url, name);
  // In every browser the download has begun by the next turn of the loop; revoking the URL at once cancels it in some.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const downloadText = (text: string, name: string): void =>
  downloadBlob(new Blob([text], { type: 'text/plain;charset=utf-8' }), name);
