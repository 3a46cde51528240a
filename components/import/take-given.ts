export { giveToCuration } from '#components/actions/files/given-files.ts';
export { importGiven } from './import-actions.ts';
