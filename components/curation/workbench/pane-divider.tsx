'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

export interface PaneDividerProps {
  label: string;
  /** Where it stands, per cent of the whole width. */
  at: number;
  min: number;
  max: number;
  onMove: (at: number) => void;
  /** A double click. */
  onReset: () => void;
}

/** Per cent that an arrow key moves. */
const STEP = 2;

/** A divider between two panes: a person drags it, or moves it by arrow keys while it has the focus. */
export function PaneDivider({ label, at, min, max, onMove, onReset }: PaneDividerProps) {
  const grip = useRef<{ pointer: number; offset: number } | null>(null);
  const clamp = (to: number) => Math.min(Math.max(to, min), max);

  function whereIs(event: PointerEvent<HTMLElement>): number {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    return box && box.width > 0 ? ((event.clientX - box.left) / box.width) * 100 : at;
  }

  function onKeyDown(event: KeyboardEvent) {
    const to = {
      ArrowLeft: at - STEP,
      ArrowRight: at + STEP,
      Home: min,
      End: max,
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(clamp(to));
  }

  return (
    <div
      role="slider"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={Math.round(at)}
      aria-valuemin={Math.round(min)}
      aria-valuemax={Math.round(max)}
      aria-valuetext={`${Math.round(at)} % of the width`}
      tabIndex={0}
      className="pane-divider"
      style={{ left: `${at}%` }}
      onKeyDown={onKeyDown}
      onDoubleClick={onReset}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { pointer: event.pointerId, offset: at - whereIs(event) };
      }}
      onPointerMove={(event) => {
        if (grip.current?.pointer === event.pointerId) onMove(clamp(whereIs(event) + grip.current.offset));
      }}
      onPointerUp={() => {
        grip.current = null;
      }}
      onPointerCancel={() => {
        grip.current = null;
      }}
    />
  );
}
