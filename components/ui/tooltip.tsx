'use client';

import {
  cloneElement,
  type DOMAttributes,
  type ReactElement,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useId,
  useRef,
} from 'react';
import { placeBeside } from './place-beside.ts';

type TriggerProps = DOMAttributes<Element> & { 'aria-describedby'?: string };

const SHOW_AFTER_MS = 350;
/** Long enough to move the pointer onto the tooltip (WCAG 1.4.13). */
const HIDE_AFTER_MS = 120;

export interface TooltipProps {
  content: ReactNode;
  side?: 'top' | 'bottom';
  /** False where the trigger's own name says the same: screen readers would read it twice. */
  describes?: boolean;
  /** One element that takes DOM event handlers. */
  children: ReactElement<TriggerProps>;
}

/** A short explanation on hover and focus; Escape hides it. Lives in the top layer, so nothing clips it. */
export function Tooltip({ content, side = 'top', describes = true, children }: TooltipProps) {
  const id = useId();
  const bubble = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && bubble.current?.matches(':popover-open')) bubble.current.hidePopover();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      clearTimeout(timer.current);
    };
  }, []);

  function show(event: SyntheticEvent, afterMs: number) {
    const trigger = event.currentTarget;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const element = bubble.current;
      if (!element || !trigger.isConnected) return;
      if (!element.matches(':popover-open')) element.showPopover();
      placeBeside(element, trigger, { side, align: 'center' });
    }, afterMs);
  }

  function hide(afterMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (bubble.current?.matches(':popover-open')) bubble.current.hidePopover();
    }, afterMs);
  }

  const own = children.props;
  const trigger = cloneElement(children, {
    'aria-describedby': describes ? id : own['aria-describedby'],
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event);
      if (event.pointerType !== 'touch') show(event, SHOW_AFTER_MS);
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event);
      hide(HIDE_AFTER_MS);
    },
    onPointerDown: (event) => {
      own.onPointerDown?.(event);
      hide(0);
    },
    onFocus: (event) => {
      own.onFocus?.(event);
      if (event.currentTarget.matches(':focus-visible')) show(event, 0);
    },
    onBlur: (event) => {
      own.onBlur?.(event);
      hide(0);
    },
  } satisfies TriggerProps);

  return (
    <>
      {trigger}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        onPointerEnter={() => clearTimeout(timer.current)}
        onPointerLeave={() => hide(HIDE_AFTER_MS)}
        className="fixed inset-auto m-0 max-w-72 animate-appear rounded-md bg-ink px-2 py-1 text-left font-normal text-bg text-xs leading-snug tracking-normal shadow-card"
      >
        {content}
      </span>
    </>
  );
}
