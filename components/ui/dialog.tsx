'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button, type ButtonVariant, IconButton } from './button.tsx';
import { cn } from './cn.ts';

export interface DialogProps {
  open: boolean;
  /** Called for Escape, the close button and a click beside the dialog; the owner sets `open`. */
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** Mounted only while open, so that its state starts fresh each time. */
  children?: ReactNode;
  /** Buttons, right-aligned, under the content. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
}

const widths = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' };

/** A modal on the native `<dialog>`: the browser traps focus, makes the page inert and gives focus back. */
export function Dialog({ open, onClose, title, description, children, footer, size = 'md' }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);

  return (
    <dialog
      ref={element}
      closedby="any"
      onClose={() => open && onClose()}
      // While it is open the dialog receives the keys, not the shortcuts of the page below.
      onKeyDown={(event) => event.currentTarget.open && event.stopPropagation()}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      className={cn(
        'm-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] overflow-hidden rounded-2xl border border-line bg-panel p-0 text-ink shadow-card backdrop:bg-black/40 open:flex open:animate-rise open:flex-col',
        widths[size],
      )}
    >
      {open ? (
        <>
          {/* No header or footer: inside the page’s own header those would be landmarks of the page. */}
          <div className="px-5 pt-4 pr-14 pb-3">
            <h2 id={`${id}-title`} className="font-semibold text-[15px] leading-6 tracking-[-0.01em]">
              {title}
            </h2>
            {description ? (
              <p id={`${id}-description`} className="mt-0.5 text-mute text-ui leading-relaxed">
                {description}
              </p>
            ) : null}
          </div>
          {children ? (
            <div className="-outline-offset-2 min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          ) : null}
          {footer ? (
            <div className="flex flex-wrap justify-end gap-2 border-line-soft border-t px-5 py-3">
              {footer}
            </div>
          ) : null}
          {/* Last in the order, so that the dialog's first control receives the focus on opening. */}
          <span className="absolute top-3.5 right-4">
            <IconButton label="Close" size="sm" icon={<X size={16} />} onClick={onClose} />
          </span>
        </>
      ) : null}
    </dialog>
  );
}

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: ReactNode;
  description: ReactNode;
  confirmLabel: string;
  variant?: ButtonVariant;
  busy?: boolean;
}

/** Asks once before something that cannot be undone. */
export function ConfirmDialog({
  open,
  onClose,
  onConfirm,
  title,
  description,
  confirmLabel,
  variant = 'danger',
  busy,
}: ConfirmDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button variant={variant} busy={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
}
