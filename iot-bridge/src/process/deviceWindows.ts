import type { WindowFigure } from '../map/index.ts';
import type { Reading } from '../pipeline/index.ts';
import type { PackedRow, RowWriter } from '../store/index.ts';
import type { SignalState } from './signalState.ts';
import { SignalWindow } from './signalWindow.ts';
import type { StoredWindow } from './signalWindow.ts';

/** Shared, because most devices have no such figures. */
const none: ReadonlyMap<string, SignalWindow> = new Map();

/** The figures over past hours of one device; they are a row of their own in the store. */
export class DeviceWindows implements PackedRow {
    readonly rowKey: string;
    private windows: ReadonlyMap<string, SignalWindow> = none;

    constructor(device: string) {
        this.rowKey = `window ${device}`;
    }

    /** Takes over which figures there are: known ones go on, others begin with what is stored of them. */
    define(figures: readonly WindowFigure[], stored: Readonly<Record<string, StoredWindow>> = {}): void {
        const known = this.windows;
        const windows = new Map<string, SignalWindow>();
        for (const figure of figures) {
            const window = known.get(figure.key) ?? new SignalWindow(figure);
            const earlier = known.has(figure.key) ? undefined : stored[figure.key];
            if (earlier) window.restore(earlier);
            windows.set(figure.key, window);
        }
        this.windows = figures.length === 0 ? none : windows;
    }

    /** Shows a figure the newest value of its signal. */
    observe({ key }: WindowFigure, { at, value, quality }: Pick<SignalState, 'at' | 'value' | 'quality'>): void {
        const usable = quality !== 'Bad' && typeof value === 'number';
        this.windows.get(key)?.observe(at, usable ? value : undefined);
    }

    /** Shows all figures of a signal a late value of it; answers whether there is any. */
    observeLate({ signal, at, value, quality }: Reading): boolean {
        const usable = quality !== 'Bad' && typeof value === 'number';
        const own = [...this.windows.values()].filter(({ figure }) => figure.signal === signal);
        for (const window of own) window.observe(at, usable ? value : undefined);
        return own.length > 0;
    }

    /** A figure by its key. */
    value(key: string): number | undefined {
        return this.windows.get(key)?.value();
    }

    write(out: RowWriter): void {
        for (const window of this.windows.values()) window.write(out);
        out.text('');
    }
}
