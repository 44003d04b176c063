import type { ScenePart } from './glb.ts';
import { box, cylinder, joined } from './shapes.ts';

const FRAME = [0.045, 0.1, 0.21] as const;
const STEEL = [0.42, 0.5, 0.58] as const;
const DARK = [0.07, 0.07, 0.07] as const;

/** The hydraulic press HP-400, about four metres high, its parts named as in its drawing. */
export const PRESS: readonly ScenePart[] = [
    {
        name: 'press-frame',
        color: FRAME,
        surface: joined([
            box([0, 3.5, 0], [2.4, 0.6, 1.2]),
            box([-0.95, 1.95, 0], [0.4, 2.5, 0.9]),
            box([0.95, 1.95, 0], [0.4, 2.5, 0.9]),
            box([0, 0.4, 0], [2.6, 0.6, 1.4])
        ])
    },
    {
        name: 'feet',
        color: DARK,
        surface: joined([box([-1.1, 0.05, 0], [0.4, 0.1, 1.4]), box([1.1, 0.05, 0], [0.4, 0.1, 1.4])])
    },
    {
        name: 'cylinder',
        color: STEEL,
        surface: joined([cylinder([0, 2.85, 0], 0.36, 0.7), cylinder([0, 2.6, 0], 0.44, 0.1)])
    },
    { name: 'ram', color: [0.6, 0.66, 0.72], surface: cylinder([0, 2.3, 0], 0.18, 0.6) },
    {
        name: 'platen',
        color: [0.25, 0.33, 0.42],
        surface: joined([box([0, 1.95, 0], [1.4, 0.22, 0.9]), box([0, 1.78, 0], [1, 0.12, 0.7])])
    },
    {
        name: 'table',
        color: STEEL,
        surface: joined([box([0, 0.78, 0], [1.4, 0.16, 0.9]), box([0, 0.92, 0], [1, 0.12, 0.7])])
    },
    { name: 'workpiece', color: [0.62, 0.33, 0.1], surface: box([0, 1.02, 0], [0.64, 0.08, 0.5]) },
    {
        name: 'tank',
        color: [0.75, 0.45, 0.05],
        surface: joined([box([1.75, 0.7, 0], [0.6, 1.2, 0.9]), cylinder([1.75, 1.34, 0], 0.12, 0.1)])
    },
    {
        name: 'pipe',
        color: [0.55, 0.2, 0.01],
        surface: joined([cylinder([1.75, 2.15, 0], 0.06, 1.6), cylinder([1.07, 2.92, 0], 0.06, 1.42, 'x')])
    },
    {
        name: 'motor',
        color: [0.07, 0.2, 0.42],
        surface: joined([cylinder([-1.8, 0.45, 0], 0.3, 0.7, 'z'), box([-1.8, 0.1, 0], [0.6, 0.2, 0.6])])
    },
    { name: 'pump', color: [0.55, 0.62, 0.7], surface: cylinder([-1.8, 1.05, 0], 0.26, 0.4, 'z') },
    {
        name: 'rotor',
        color: [0.12, 0.17, 0.24],
        surface: joined([box([-1.8, 1.05, 0.22], [0.36, 0.08, 0.04]), box([-1.8, 1.05, 0.22], [0.08, 0.36, 0.04])])
    },
    { name: 'panel', color: [0.02, 0.1, 0.06], surface: box([0, 0.42, 0.73], [1.3, 0.34, 0.06]) }
];
