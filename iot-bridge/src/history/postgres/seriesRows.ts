import type { SeriesDirectory, StoredSeries } from '../intake.ts';
import type { SampleBatch, SeriesKey, SeriesKind } from '../model.ts';
import { element } from '../samples/columns.ts';
import { storedSeriesOf } from '../storedRows.ts';
import type { Row, Session } from './session.ts';

/** A series with the texts of its states by their code. */
export interface Series extends StoredSeries {
    texts: Map<number, string>;
    codes: Map<string, number>;
}

/** Series that a batch or a question is about, read anew each time, so that several processes may share a database. */
export class SeriesRows implements SeriesDirectory<Series> {
    private readonly known = new Map<string, Series>();

    /** The series of a batch with all their states, created where they are new. */
    static async forBatch(session: Session, batch: SampleBatch, gapMs: number): Promise<SeriesRows> {
        const columns = [batch.series.map(({ device }) => device), batch.series.map(({ signal }) => signal)];
        const wanted = 'unnest($1::text[], $2::text[]';
        await session.change(
            `INSERT INTO history_series (device, signal, kind, gap_ms)
             SELECT device, signal, kind, $4 FROM ${wanted}, $3::text[]) AS wanted (device, signal, kind)
             ON CONFLICT (device, signal) DO NOTHING`,
            [...columns, batch.series.map(({ kind }) => kind), gapMs]
        );
        const rows = await session.rows(
            `SELECT history_series.* FROM history_series JOIN ${wanted}) AS wanted (device, signal) USING (device, signal)`,
            columns
        );
        const found = new SeriesRows(rows);
        await found.loadTexts(session);
        await found.addTexts(session, batch);
        return found;
    }

    /** The series of a device. */
    static async ofDevice(session: Session, device: string): Promise<SeriesRows> {
        const found = new SeriesRows(
            await session.rows('SELECT * FROM history_series WHERE device = $1 ORDER BY signal', [device])
        );
        await found.loadTexts(session);
        return found;
    }

    /** Every series, without states. */
    static async all(session: Session): Promise<SeriesRows> {
        return new SeriesRows(await session.rows('SELECT * FROM history_series ORDER BY device, signal'));
    }

    private constructor(rows: readonly Row[]) {
        for (const series of rows.map(seriesOf)) this.known.set(nameOf(series), series);
    }

    /** The series found. */
    list(): Series[] {
        return [...this.known.values()];
    }

    /** One of the series found. */
    find(key: SeriesKey): Series | undefined {
        return this.known.get(nameOf(key));
    }

    findOrAdd(device: string, signal: string, _kind: SeriesKind): Series {
        const series = this.find({ device, signal });
        if (!series) throw new RangeError(`the series ${signal} of ${device} was not looked up before`);
        return series;
    }

    codeOf(series: Series, text: string): number {
        const code = series.codes.get(text);
        if (code === undefined) throw new RangeError(`the state ${text} was not looked up before`);
        return code;
    }

    private async loadTexts(session: Session): Promise<void> {
        const states = this.list().filter(({ kind }) => kind === 'state');
        if (states.length === 0) return;
        const byId = new Map(states.map((series) => [series.id, series]));
        const rows = await session.rows('SELECT series, id, text FROM history_state_text WHERE series = ANY ($1)', [
            [...byId.keys()]
        ]);
        for (const row of rows) remember(byId.get(Number(row.series)), Number(row.id), String(row.text));
    }

    private async addTexts(session: Session, batch: SampleBatch): Promise<void> {
        const added: { series: number; code: number; text: string }[] = [];
        for (let row = 0; row < batch.at.length; row++) {
            const key = batch.series[element(batch.index, row)];
            const series = key?.kind === 'state' ? this.find(key) : undefined;
            const text = batch.texts[element(batch.value, row)] ?? '';
            if (!series || series.codes.has(text)) continue;
            const code = series.codes.size;
            remember(series, code, text);
            added.push({ series: series.id, code, text });
        }
        if (added.length === 0) return;
        await session.change(
            'INSERT INTO history_state_text (series, id, text) SELECT * FROM unnest($1::int[], $2::int[], $3::text[])',
            [added.map(({ series }) => series), added.map(({ code }) => code), added.map(({ text }) => text)]
        );
    }
}

/** A stored number, or the text it stands for. */
export function readable(series: Series, value: number): number | string {
    return series.kind === 'number' ? value : (series.texts.get(value) ?? '');
}

function remember(series: Series | undefined, code: number, text: string): void {
    series?.texts.set(code, text);
    series?.codes.set(text, code);
}

function nameOf({ device, signal }: SeriesKey): string {
    return JSON.stringify([device, signal]);
}

function seriesOf(row: Row): Series {
    return { ...storedSeriesOf(row), texts: new Map(), codes: new Map() };
}
