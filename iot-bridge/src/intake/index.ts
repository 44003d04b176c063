export { MessageIntake } from './messageIntake.ts';
export type { IntakeParts } from './messageIntake.ts';
export { Rejections } from './rejections.ts';
export type { QuarantinedDevice } from './rejections.ts';
