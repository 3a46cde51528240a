'use client';

import { ApiError, problemToError } from '#components/api/api-error.ts';
import { createdSchema } from '#lib/contract/session.ts';

/**
 * Sends a file and reports progress; by XMLHttpRequest, since fetch does not report it.
 * @param onProgress called with the share of the bytes that were sent
 * @returns the id of the record or batch that the server made of it
 * @throws ApiError, or the signal's abort
 */
export function uploadFile(
  path: string,
  file: Blob,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'text';
    request.upload.onprogress = ({ loaded }) => onProgress(file.size > 0 ? loaded / file.size : 1);
    request.onload = () => {
      const body = readJson(request.responseText);
      const created = createdSchema.safeParse(body);
      if (request.status >= 200 && request.status < 300 && created.success) resolve(created.data);
      else reject(problemToError(request.status, body));
    };
    request.onerror = () =>
      reject(
        new ApiError('offline', {
          title: 'The upload broke off',
          detail: 'Is the server still running, and is the file still where it was? Then try again.',
          status: 0,
        }),
      );
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) reject(signal.reason);
    else request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
