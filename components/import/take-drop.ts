/** What a drop gave, taken at once: a DataTransfer is emptied when its event handler returns. */
export interface DroppedItems {
  readonly entries: readonly FileSystemEntry[];
  /** Items without an entry: made by a script, or by a browser without the entries interface. */
  readonly files: readonly File[];
}

/** Call within the event handler. */
export function takeDrop(transfer: DataTransfer): DroppedItems {
  const entries: FileSystemEntry[] = [];
  const files: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.() ?? null;
    if (entry) {
      entries.push(entry);
      continue;
    }
    const file = item.getAsFile();
    if (file) files.push(file);
  }
  return { entries, files };
}
