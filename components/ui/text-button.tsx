import type { ComponentProps } from 'react';

/** A small action within text. */
export function TextButton(props: ComponentProps<'button'>) {
  return (
    <button
      {...props}
      type="button"
      className="cursor-pointer text-left text-mute underline decoration-line underline-offset-3 hover:text-ink hover:decoration-current disabled:cursor-not-allowed disabled:opacity-60"
    />
  );
}
