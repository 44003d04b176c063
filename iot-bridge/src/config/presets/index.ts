export { explainPreset, hasFixedClientId, hidesUserName } from './explain.ts';
export { presetNames } from './names.ts';
export type { PresetName } from './names.ts';
export { filterProblem } from './problems.ts';
export { explainWebhookPreset } from './webhook/expand.ts';
