export type ConfigurationErrorType = 'invalid-url' | 'missing-variable' | 'invalid-variable';

/** A setting that we cannot use. `message` = what is wrong and what to do; holds no key. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly type: ConfigurationErrorType;
  readonly summary: string;
  readonly remedy: string;
  /** The environment variable at fault. */
  readonly variable: string | null;

  constructor(type: ConfigurationErrorType, summary: string, remedy: string, variable: string | null = null) {
    super(`${variable ? `${variable}: ` : ''}${summary} ${remedy}`);
    this.type = type;
    this.summary = summary;
    this.remedy = remedy;
    this.variable = variable;
  }
}
