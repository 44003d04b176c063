import type { HistoryStore, SeriesInfo } from '../model.ts';
import type { Bounds } from './bounds.ts';

/** Series within bounds by device and signal, from a given one on. */
export async function seriesWithin(
    store: HistoryStore,
    { devices, signals }: Bounds,
    fromDevice = '',
    fromSignal = ''
): Promise<SeriesInfo[]> {
    const known = devices
        ? (await Promise.all([...devices].map((device) => store.series(device)))).flat()
        : await store.series();
    return known
        .filter(({ device, signal }) => device > fromDevice || (device === fromDevice && signal >= fromSignal))
        .filter(({ signal }) => signals?.has(signal) ?? true)
        .sort((left, right) => compareNames(left.device, right.device) || compareNames(left.signal, right.signal));
}

/** Orders names by their code units, in every language alike. */
export function compareNames(left: string, right: string): number {
    if (left === right) return 0;
    return left < right ? -1 : 1;
}
