/** A model's name for display: texts from outside name none, and logs and answers then say `unknown`. */
export const shownModel = (model: string): string => (isNamedModel(model) ? model : 'model not named');

export const isNamedModel = (model: string): boolean => model !== 'unknown';
