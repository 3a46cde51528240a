/** A model as it is shown: texts from outside name none, which logs and answers call `unknown`. */
export const shownModel = (model: string): string => (isNamedModel(model) ? model : 'model not named');

export const isNamedModel = (model: string): boolean => model !== 'unknown';
