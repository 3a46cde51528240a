/** Offers a file of the same origin under a name. */
export function downloadUrl(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Offers text that exists only here as a file. */
export function downloadText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  downloadUrl(url, name);
  // The download has begun by the next turn of the loop in every browser; freeing at once cancels it in some.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
