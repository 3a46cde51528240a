/** Why no training data is written. */
export class TrainingExportError extends Error {
  /** `no-loss`: the trainer would learn nothing from it. `no-rows`: none of the records can be a row. */
  readonly type: 'no-loss' | 'no-rows';
  readonly remedy: string;

  constructor(type: TrainingExportError['type'], message: string, remedy: string) {
    super(message);
    this.name = 'TrainingExportError';
    this.type = type;
    this.remedy = remedy;
  }
}
