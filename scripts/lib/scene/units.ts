import { PALETTE, type Machine } from './machine.ts';
import { box, cylinder } from './shapes.ts';

const { dark, steel, light, grey, blue, navy, water, copper, amber, orange, green, red } = PALETTE;

/** The drive motor EM-75, a bit over a metre long; its housing is cut open at the front, so that the winding is seen. */
export const MOTOR: Machine = {
    base: [dark, box([0, 0.026, 0], [0.71, 0.052, 0.42]), box([0, 0.09, 0], [0.5, 0.1, 0.3])],
    'housing-body': [
        blue,
        cylinder([-0.247, 0.343, 0], 0.223, 0.1, 'x'),
        cylinder([0.253, 0.343, 0], 0.223, 0.1, 'x'),
        box([0.003, 0.548, 0], [0.6, 0.04, 0.12]),
        box([0.003, 0.138, 0], [0.6, 0.04, 0.2]),
        ...[0.24, 0.343, 0.446].map((y) => box([0.003, y, -0.19], [0.6, 0.04, 0.03]))
    ],
    winding: [copper, cylinder([0.003, 0.343, 0], 0.165, 0.41, 'x')],
    'terminal-box': [light, box([0.006, 0.61, 0], [0.23, 0.11, 0.16])],
    'fan-cover': [
        navy,
        cylinder([-0.43, 0.343, 0], 0.2, 0.03, 'x'),
        ...[0.17, 0.516].map((y) => box([-0.36, y, 0], [0.13, 0.03, 0.12]))
    ],
    fan: [light, cylinder([-0.36, 0.343, 0], 0.15, 0.05, 'x')],
    // With its vibration sensor on top.
    bearing: [steel, cylinder([0.34, 0.343, 0], 0.109, 0.075, 'x'), cylinder([0.34, 0.52, 0], 0.025, 0.2, 'y', 12)],
    shaft: [[0.6, 0.66, 0.72], cylinder([0.463, 0.343, 0], 0.04, 0.172, 'x')],
    key: [dark, box([0.47, 0.385, 0], [0.11, 0.015, 0.02])]
};

/** The cooling pump CP-20 with its motor, nearly a metre and a half long. */
export const PUMP: Machine = {
    base: [dark, box([0, 0.03, 0], [1.14, 0.06, 0.5]), box([-0.293, 0.1, 0], [0.2, 0.1, 0.2])],
    stand: [navy, box([0.24, 0.12, 0], [0.38, 0.12, 0.28])],
    motor: [
        blue,
        cylinder([0.24, 0.333, 0], 0.173, 0.45, 'x'),
        cylinder([0.51, 0.333, 0], 0.14, 0.09, 'x'),
        box([0.233, 0.53, 0], [0.17, 0.1, 0.16])
    ],
    bearing: [steel, cylinder([-0.037, 0.333, 0], 0.09, 0.12, 'x', 14)],
    volute: [[0.1, 0.25, 0.48], cylinder([-0.293, 0.333, 0], 0.21, 0.2, 'z'), box([-0.347, 0.55, 0], [0.2, 0.2, 0.18])],
    cover: [light, cylinder([-0.293, 0.333, 0.105], 0.14, 0.02, 'z')],
    impeller: [grey, box([-0.293, 0.333, 0.125], [0.22, 0.05, 0.02]), box([-0.293, 0.333, 0.125], [0.05, 0.22, 0.02])],
    outlet: [
        steel,
        box([-0.347, 0.67, 0], [0.27, 0.05, 0.24]),
        cylinder([-0.347, 0.81, 0], 0.075, 0.24, 'y', 14),
        cylinder([-0.2, 0.86, 0], 0.075, 0.44, 'x', 14)
    ],
    outflow: [water, box([-0.2, 0.86, 0.078], [0.44, 0.03, 0.01]), cylinder([0.025, 0.86, 0], 0.06, 0.02, 'x', 12)],
    inlet: [
        steel,
        cylinder([-0.63, 0.333, 0], 0.067, 0.28, 'x', 14),
        cylinder([-0.513, 0.333, 0], 0.095, 0.04, 'x', 14)
    ],
    inflow: [water, box([-0.65, 0.333, 0.07], [0.23, 0.03, 0.01]), cylinder([-0.775, 0.333, 0], 0.052, 0.02, 'x', 12)]
};

/** The air compressor AC-55 on its tank, nearly two metres long. */
export const COMPRESSOR: Machine = {
    feet: [dark, ...[-0.6, 0.6].map((x) => box([x, 0.08, 0], [0.1, 0.16, 0.4]))],
    tank: [blue, cylinder([0, 0.345, 0], 0.245, 1.6, 'x'), cylinder([0, 0.345, 0], 0.19, 1.72, 'x')],
    plate: [dark, box([-0.03, 0.61, 0], [1.35, 0.08, 0.5])],
    head: [
        steel,
        box([0.25, 0.93, 0], [0.46, 0.56, 0.36]),
        ...[0.86, 0.95, 1.04, 1.13].map((y) => box([0.25, y, 0], [0.52, 0.03, 0.42]))
    ],
    motor: [[0.1, 0.25, 0.48], cylinder([-0.44, 0.83, 0], 0.17, 0.46, 'x'), box([-0.44, 0.67, 0], [0.3, 0.06, 0.3])],
    'fan-guard': [light, cylinder([-0.1, 0.83, 0], 0.15, 0.3, 'z')],
    fan: [grey, box([-0.1, 0.83, 0.16], [0.24, 0.06, 0.02]), box([-0.1, 0.83, 0.16], [0.06, 0.24, 0.02])],
    discharge: [
        orange,
        cylinder([0.42, 1.27, 0], 0.03, 0.14, 'y', 12),
        cylinder([0.57, 1.33, 0], 0.03, 0.36, 'x', 12),
        cylinder([0.73, 0.95, 0], 0.03, 0.78, 'y', 12)
    ],
    gauge: [light, cylinder([0.62, 0.43, 0.25], 0.1, 0.06, 'z')],
    needle: [red, box([0.64, 0.45, 0.285], [0.07, 0.015, 0.01])]
};

/** The edge gateway GW-1, thirty-four centimetres wide; flat discs above the antenna stand for its waves. */
export const GATEWAY: Machine = {
    rail: [light, box([0, 0.007, 0], [0.34, 0.014, 0.1])],
    housing: [grey, box([0, 0.07, 0], [0.276, 0.112, 0.14])],
    antenna: [
        dark,
        cylinder([-0.102, 0.17, 0], 0.008, 0.09, 'y', 12),
        cylinder([-0.102, 0.134, 0], 0.013, 0.016, 'y', 12)
    ],
    waves: [water, ...[1, 2, 3].map((ring) => cylinder([-0.102, 0.212 + ring * 0.012, 0], ring * 0.012, 0.003))],
    vents: [dark, ...[0.088, 0.098, 0.108].map((y) => box([-0.058, y, 0.07], [0.124, 0.003, 0.002]))],
    lamps: [green, ...[0.038, 0.064, 0.09].map((x) => cylinder([x, 0.098, 0.072], 0.009, 0.008, 'z', 12))],
    clock: [light, cylinder([0.112, 0.052, 0.072], 0.016, 0.006, 'z')],
    'clock-hands': [
        dark,
        box([0.112, 0.056, 0.076], [0.002, 0.01, 0.002]),
        box([0.116, 0.052, 0.076], [0.01, 0.002, 0.002])
    ],
    ports: [amber, ...[-0.1, -0.056, -0.012, 0.032].map((x) => box([x, 0.05, 0.071], [0.032, 0.028, 0.004]))]
};
