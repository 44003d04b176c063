import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Instant } from '../../pipeline/index.ts';
import type { SeriesDirectory, StoredSeries } from '../intake.ts';
import { qualityOfCode } from '../model.ts';
import type { HistorySample, LatestValue, SeriesInfo, SeriesKind } from '../model.ts';
import { element } from '../samples/columns.ts';
import type { SampleColumns } from '../samples/columns.ts';
import { optionalNumber, storedSeriesOf } from '../storedRows.ts';
import type { Row } from './tables.ts';

/** A series with everything that is kept in memory about it. */
export interface Series extends StoredSeries {
    /** Texts of states by their code, in both directions. */
    texts: string[];
    textCodes: Map<string, number>;
    last: { value: number; quality: number } | undefined;
}

/** All series, in memory; changes are written through. */
export class SeriesTable implements SeriesDirectory<Series> {
    private readonly database: DatabaseSync;
    private readonly gapMs: number;
    private byName = new Map<string, Map<string, Series>>();
    private byId = new Map<number, Series>();
    private readonly insert: StatementSync;
    private readonly insertText: StatementSync;
    private readonly update: StatementSync;

    constructor(database: DatabaseSync, gapMs: number) {
        this.database = database;
        this.gapMs = gapMs;
        this.insert = database.prepare(
            'INSERT INTO series (device, signal, kind, gap_ms, raw_floor, minute_floor, hour_floor) VALUES (?, ?, ?, ?, ?, ?, ?)'
        );
        this.insertText = database.prepare('INSERT INTO state_text (series, id, text) VALUES (?, ?, ?)');
        this.update = database.prepare(
            `UPDATE series SET first_at = ?, last_at = ?, last_value = ?, last_quality = ?, raw_floor = ?, minute_floor = ?,
             hour_floor = ? WHERE id = ?`
        );
        this.reload();
    }

    /** Reads everything anew, after a transaction was rolled back or rows were deleted. */
    reload(): void {
        this.byName = new Map();
        this.byId = new Map();
        for (const row of this.database.prepare('SELECT * FROM series ORDER BY device, signal').all())
            this.keep(seriesOf(row));
        for (const row of this.database.prepare('SELECT series, text FROM state_text ORDER BY series, id').all()) {
            const series = this.byId.get(Number(row.series));
            if (series) rememberText(series, String(row.text));
        }
    }

    /** A known series. */
    find(device: string, signal: string): Series | undefined {
        return this.byName.get(device)?.get(signal);
    }

    /** The series with an id. */
    get(id: number): Series | undefined {
        return this.byId.get(id);
    }

    /** All series, or those of a device. */
    all(device?: string): Series[] {
        return device === undefined ? [...this.byId.values()] : [...(this.byName.get(device)?.values() ?? [])];
    }

    /** The series of a signal, created when it is new. */
    findOrAdd(device: string, signal: string, kind: SeriesKind): Series {
        const known = this.find(device, signal);
        if (known) return known;
        const { lastInsertRowid } = this.insert.run(
            device,
            signal,
            kind,
            this.gapMs,
            ...new Array<number>(3).fill(-Infinity)
        );
        const none = Number.NEGATIVE_INFINITY;
        const series: Series = {
            ...{ id: Number(lastInsertRowid), device, signal, kind, gapMs: this.gapMs },
            ...{ firstAt: Infinity, lastAt: none, rawFloor: none, minuteFloor: none, hourFloor: none },
            ...{ texts: [], textCodes: new Map<string, number>(), last: undefined }
        };
        this.keep(series);
        return series;
    }

    /** The code of a state, created when it is new. */
    codeOf(series: Series, text: string): number {
        const known = series.textCodes.get(text);
        if (known !== undefined) return known;
        const code = rememberText(series, text);
        this.insertText.run(series.id, code, text);
        return code;
    }

    /** Takes over first and last value of columns that were just stored. */
    extend(series: Series, columns: SampleColumns): void {
        const end = columns.at.length - 1;
        series.firstAt = Math.min(series.firstAt, element(columns.at, 0));
        if (element(columns.at, end) >= series.lastAt) {
            series.lastAt = element(columns.at, end);
            series.last = { value: element(columns.value, end), quality: element(columns.quality, end) };
        }
        this.save(series);
    }

    /** Writes what is in memory about a series. */
    save(series: Series): void {
        const { firstAt, lastAt, last, rawFloor, minuteFloor, hourFloor, id } = series;
        this.update.run(
            firstAt,
            lastAt,
            last?.value ?? null,
            last?.quality ?? null,
            rawFloor,
            minuteFloor,
            hourFloor,
            id
        );
    }

    private keep(series: Series): void {
        const ofDevice = this.byName.get(series.device) ?? new Map<string, Series>();
        ofDevice.set(series.signal, series);
        this.byName.set(series.device, ofDevice);
        this.byId.set(series.id, series);
    }
}

/** What others may know of a series. */
export function infoOf({
    device,
    signal,
    kind,
    firstAt,
    lastAt,
    rawFloor,
    minuteFloor,
    hourFloor
}: Series): SeriesInfo {
    return { device, signal, kind, firstAt, lastAt, rawFloor, minuteFloor, hourFloor };
}

/** The newest value of a series; undefined before the first. */
export function latestOf(series: Series): LatestValue | undefined {
    const { device, signal, last, lastAt } = series;
    return last && { device, signal, ...sampleOf(series, lastAt, last.value, last.quality) };
}

/** A stored value as others see it. */
export function sampleOf(series: Series, at: Instant, value: number, quality: number): HistorySample {
    return { at, value: readable(series, value), quality: qualityOfCode(quality) };
}

/** A stored number, or the text it stands for. */
export function readable(series: Series, value: number): number | string {
    return series.kind === 'number' ? value : (series.texts[value] ?? '');
}

function rememberText(series: Series, text: string): number {
    const code = series.texts.push(text) - 1;
    series.textCodes.set(text, code);
    return code;
}

function seriesOf(row: Row): Series {
    const value = optionalNumber(row.last_value);
    return {
        ...storedSeriesOf(row),
        texts: [],
        textCodes: new Map(),
        last: value === null ? undefined : { value, quality: Number(row.last_quality) }
    };
}
