/** Draws frames; tests pass their own. */
export interface Frames {
  requestFrame(callback: () => void): number;
  cancelFrame(handle: number): void;
}

export interface FrameLoop {
  /** Requests a frame, unless one is coming. */
  wake(): void;
  start(): void;
  stop(): void;
}

/** Calls `onFrame` on every frame until it reports that nothing moves; then sleeps, as it does while it is stopped. */
export function createFrameLoop(frames: Frames, onFrame: () => boolean): FrameLoop {
  let handle: number | null = null;
  let started = false;

  function wake(): void {
    if (started && handle === null) handle = frames.requestFrame(frame);
  }

  function frame(): void {
    handle = null;
    if (onFrame()) wake();
  }

  return {
    wake,
    start() {
      started = true;
      wake();
    },
    stop() {
      started = false;
      if (handle !== null) frames.cancelFrame(handle);
      handle = null;
    },
  };
}
