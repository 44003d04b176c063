import type { ScenePart } from './glb.ts';
import { joined, type Surface } from './shapes.ts';

/**
 * A machine as shapes: each node's name, its colour and what it is made of, in metres. The floor is at y = 0 and the
 * front looks along z. A node that the bindings of the twin model name bears the name of the drawing's element.
 */
export type Machine = Readonly<Record<string, readonly [color: ScenePart['color'], ...shapes: Surface[]]>>;

/** Colours that several machines share. */
export const PALETTE = {
    dark: [0.07, 0.07, 0.07],
    steel: [0.42, 0.5, 0.58],
    light: [0.7, 0.75, 0.8],
    grey: [0.25, 0.33, 0.42],
    blue: [0.08, 0.2, 0.42],
    navy: [0.045, 0.1, 0.21],
    water: [0.03, 0.21, 0.65],
    copper: [0.62, 0.27, 0.09],
    amber: [0.75, 0.45, 0.05],
    orange: [0.55, 0.2, 0.01],
    green: [0.2, 0.75, 0.36],
    red: [0.5, 0.01, 0.01],
    glass: [0.72, 0.87, 0.79],
    screen: [0.02, 0.1, 0.06]
} as const;

/** The nodes of a machine, in the order of its description. */
export const partsOf = (machine: Machine): ScenePart[] =>
    Object.entries(machine).map(([name, [color, ...shapes]]) => ({ name, color, surface: joined(shapes) }));
