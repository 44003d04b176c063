import { PALETTE, type Machine } from './machine.ts';
import { box, cylinder } from './shapes.ts';

const { dark, steel, light, grey, blue, navy, water, copper, amber, orange, glass, screen } = PALETTE;

/** The hydraulic press HP-400, about four metres high. */
export const PRESS: Machine = {
    'press-frame': [
        navy,
        box([0, 3.5, 0], [2.4, 0.6, 1.2]),
        box([-0.95, 1.95, 0], [0.4, 2.5, 0.9]),
        box([0.95, 1.95, 0], [0.4, 2.5, 0.9]),
        box([0, 0.4, 0], [2.6, 0.6, 1.4])
    ],
    feet: [dark, box([-1.1, 0.05, 0], [0.4, 0.1, 1.4]), box([1.1, 0.05, 0], [0.4, 0.1, 1.4])],
    cylinder: [steel, cylinder([0, 2.85, 0], 0.36, 0.7), cylinder([0, 2.6, 0], 0.44, 0.1)],
    ram: [[0.6, 0.66, 0.72], cylinder([0, 2.3, 0], 0.18, 0.6)],
    platen: [grey, box([0, 1.95, 0], [1.4, 0.22, 0.9]), box([0, 1.78, 0], [1, 0.12, 0.7])],
    table: [steel, box([0, 0.78, 0], [1.4, 0.16, 0.9]), box([0, 0.92, 0], [1, 0.12, 0.7])],
    workpiece: [[0.62, 0.33, 0.1], box([0, 1.02, 0], [0.64, 0.08, 0.5])],
    tank: [amber, box([1.75, 0.7, 0], [0.6, 1.2, 0.9]), cylinder([1.75, 1.34, 0], 0.12, 0.1, 'y', 12)],
    pipe: [orange, cylinder([1.75, 2.15, 0], 0.06, 1.6, 'y', 12), cylinder([1.07, 2.92, 0], 0.06, 1.42, 'x', 12)],
    motor: [[0.07, 0.2, 0.42], cylinder([-1.8, 0.45, 0], 0.3, 0.7, 'z'), box([-1.8, 0.1, 0], [0.6, 0.2, 0.6])],
    pump: [[0.55, 0.62, 0.7], cylinder([-1.8, 1.05, 0], 0.26, 0.4, 'z')],
    rotor: [
        [0.12, 0.17, 0.24],
        box([-1.8, 1.05, 0.22], [0.36, 0.08, 0.04]),
        box([-1.8, 1.05, 0.22], [0.08, 0.36, 0.04])
    ],
    panel: [screen, box([0, 0.42, 0.73], [1.3, 0.34, 0.06])]
};

/** The machining centre CNC-5X, three metres wide; its door is left out so that one can look inside. */
export const MACHINING_CENTRE: Machine = {
    base: [dark, box([0, 0.065, 0], [2.68, 0.13, 1.6])],
    enclosure: [
        light,
        box([-0.295, 1.1, -0.7], [2.09, 1.94, 0.1]),
        box([-1.29, 1.1, 0], [0.1, 1.94, 1.5]),
        box([0.7, 1.1, 0], [0.1, 1.94, 1.5]),
        box([-0.295, 0.23, 0.7], [2.09, 0.2, 0.1])
    ],
    header: [blue, box([-0.295, 1.97, 0.7], [2.09, 0.24, 0.12])],
    pillar: [grey, box([-0.29, 1.1, -0.45], [0.5, 1.94, 0.4])],
    column: [[0.16, 0.22, 0.3], box([-0.29, 1.62, -0.03], [0.44, 0.44, 0.5])],
    spindle: [steel, cylinder([-0.29, 1.26, 0.05], 0.17, 0.31), cylinder([-0.29, 1.02, 0.05], 0.11, 0.16)],
    tool: [light, cylinder([-0.29, 0.82, 0.05], 0.03, 0.25, 'y', 12)],
    coolant: [water, cylinder([0.5, 1, 0.05], 0.03, 0.36, 'y', 12), cylinder([0.16, 0.82, 0.05], 0.03, 0.74, 'x', 12)],
    table: [[0.3, 0.4, 0.5], box([-0.29, 0.54, 0.05], [1.06, 0.1, 0.8]), box([-0.29, 0.31, 0.05], [0.7, 0.36, 0.5])],
    workpiece: [copper, box([-0.29, 0.64, 0.05], [0.42, 0.11, 0.35])],
    cabinet: [light, box([1.045, 0.96, 0], [0.59, 1.66, 1.5])],
    panel: [screen, box([1.045, 1.43, 0.77], [0.42, 0.46, 0.05])],
    vents: [grey, ...[0.94, 1.01, 1.08].map((y) => box([1.045, y, 0.76], [0.36, 0.03, 0.03]))],
    'cabinet-power': [amber, box([1.045, 0.51, 0.77], [0.39, 0.54, 0.05])],
    beacon: [orange, cylinder([0.49, 2.18, 0.4], 0.03, 0.22, 'y', 12), cylinder([0.49, 2.36, 0.4], 0.07, 0.16, 'y', 12)]
};

/** Where the valves of the filling machine are, along the belt. */
const VALVES = [-0.827, -0.48, -0.133, 0.213, 0.56];

/** The filling machine FM-8, three metres wide, with as many valves as its drawing shows. */
export const FILLING_MACHINE: Machine = {
    feet: [dark, ...[-1.15, 0, 1.15].map((x) => box([x, 0.18, 0], [0.12, 0.36, 0.34]))],
    cabinet: [blue, box([1.11, 0.8, -0.45], [0.53, 1.6, 0.45])],
    screen: [screen, box([1.11, 1.37, -0.22], [0.32, 0.21, 0.03])],
    columns: [grey, ...[-1, 0.62].map((x) => box([x, 0.85, -0.3], [0.1, 1.7, 0.1]))],
    tank: [steel, cylinder([-0.2, 1.69, 0], 0.22, 1.79, 'x'), box([-0.2, 1.95, 0], [0.16, 0.1, 0.16])],
    product: [amber, box([-0.2, 1.69, 0.21], [1.4, 0.09, 0.04])],
    manifold: [
        [0.55, 0.62, 0.7],
        cylinder([-0.2, 1.27, 0], 0.073, 1.63, 'x', 12),
        ...[-0.733, 0.333].map((x) => box([x, 1.41, 0], [0.06, 0.2, 0.06]))
    ],
    valves: [grey, ...VALVES.map((x) => box([x, 1.13, 0], [0.1, 0.16, 0.1]))],
    jets: [amber, ...VALVES.map((x) => box([x, 0.95, 0], [0.025, 0.2, 0.025]))],
    bottles: [
        glass,
        ...VALVES.map((x) => cylinder([x, 0.62, 0], 0.09, 0.3, 'y', 8)),
        ...VALVES.map((x) => cylinder([x, 0.82, 0], 0.035, 0.1, 'y', 6))
    ],
    belt: [
        dark,
        box([0, 0.41, 0], [2.75, 0.12, 0.35]),
        ...[-1.373, 1.373].map((x) => cylinder([x, 0.41, 0], 0.06, 0.35, 'z', 12))
    ]
};

/** One section of the belt conveyor CV-10, nearly three metres long. */
export const CONVEYOR: Machine = {
    legs: [
        dark,
        ...[-0.3, 0.3].flatMap((z) => [
            ...[-1.117, 1.117].map((x) => box([x, 0.45, z], [0.08, 0.9, 0.08])),
            box([0, 0.367, z], [2.23, 0.08, 0.06])
        ])
    ],
    frame: [steel, ...[-0.37, 0.37].map((z) => box([0, 1, z], [2.4, 0.2, 0.05]))],
    belt: [
        [0.02, 0.02, 0.025],
        ...[0.8, 1.2].map((y) => box([0, y, 0], [2.634, 0.04, 0.66])),
        ...[-1.317, 1.317].map((x) => cylinder([x, 1, 0], 0.22, 0.66, 'z'))
    ],
    'tail-roller': [light, cylinder([-1.317, 1, 0], 0.15, 0.74, 'z')],
    roller: [light, cylinder([1.317, 1, 0], 0.15, 0.74, 'z')],
    parcels: [
        [0.6, 0.36, 0.13],
        box([-0.725, 1.42, 0], [0.52, 0.4, 0.45]),
        box([0.225, 1.37, 0.05], [0.38, 0.3, 0.38])
    ],
    motor: [blue, cylinder([0.7, 0.58, 0.1], 0.18, 0.55, 'x'), box([1.02, 0.58, 0.1], [0.16, 0.3, 0.3])]
};
