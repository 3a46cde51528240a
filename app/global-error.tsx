'use client';

import './globals.css';

/** Replaces the whole document, so it brings its own and uses none of the components that may have failed. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col items-center justify-center px-6 py-20 text-center font-sans antialiased">
        <title>Sprintscope broke</title>
        <h1 className="font-semibold text-2xl tracking-[-0.02em]">Sprintscope broke</h1>
        <p className="mt-2 max-w-md text-mute leading-relaxed">
          Sessions go on running on the server and lose nothing. {error.digest ? `(${error.digest})` : ''}
        </p>
        <button
          type="button"
          onClick={reset}
          className="mt-6 h-9 cursor-pointer rounded-lg bg-ink px-4 font-medium text-bg text-sm"
        >
          Try again
        </button>
      </body>
    </html>
  );
}
