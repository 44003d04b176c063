import type { Priority } from 'c/alarmDisplay';

/** Figures that have a target. */
export type FigureName = 'rate' | 'peak' | 'floodShare' | 'chattering' | 'stale' | 'standing';

/** How a figure stands to its target. */
export type FigureStatus = 'good' | 'watch' | 'bad';

/**
 * Up to the first number a figure is good, up to the second it needs watching, beyond it is bad. Rate, peak, flood,
 * chattering and stale alarms: ISA-18.2, table of recommended performance metrics; standing alarms: EEMUA 191.
 */
const LIMITS: Readonly<Record<FigureName, readonly [good: number, watch: number]>> = {
    rate: [1, 2],
    peak: [10, 20],
    floodShare: [0.01, 0.05],
    chattering: [0, 2],
    stale: [4, 10],
    standing: [9, 50]
};

/** Shares that a well-made set of alarms has, 0–1 (ISA-18.2, four priorities). */
export const PRIORITY_TARGETS: Readonly<Record<Priority, number>> = {
    Critical: 0.01,
    High: 0.05,
    Medium: 0.15,
    Low: 0.8
};

/** Compares each figure with its target. */
export function rateFigures(figures: Readonly<Record<FigureName, number>>): Record<FigureName, FigureStatus> {
    const names = Object.keys(LIMITS) as FigureName[];
    return Object.fromEntries(names.map((name) => [name, rate(figures[name], LIMITS[name])])) as Record<
        FigureName,
        FigureStatus
    >;
}

function rate(value: number, [good, watch]: readonly [number, number]): FigureStatus {
    if (value <= good) return 'good';
    return value <= watch ? 'watch' : 'bad';
}
