import type { Machine } from './machine.ts';
import { CONVEYOR, FILLING_MACHINE, MACHINING_CENTRE, PRESS } from './machines.ts';
import { COMPRESSOR, GATEWAY, MOTOR, PUMP } from './units.ts';

/** The models made of simple shapes, by the static resource that holds them. */
export const SCENE_MODELS: Readonly<Record<string, Machine>> = {
    Twin_AC_55: COMPRESSOR,
    Twin_CNC_5X: MACHINING_CENTRE,
    Twin_CP_20: PUMP,
    Twin_CV_10: CONVEYOR,
    Twin_EM_75: MOTOR,
    Twin_FM_8: FILLING_MACHINE,
    Twin_GW_1: GATEWAY,
    Twin_HP_400: PRESS
};
