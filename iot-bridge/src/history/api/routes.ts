import { Readable } from 'node:stream';
import { deletionsIntact } from '../deletion.ts';
import { HistoryError } from '../errors.ts';
import type { HistoryStore, SeriesInfo } from '../model.ts';
import { eraseDevice } from '../privacy/eraseDevice.ts';
import { exportDevice } from '../privacy/exportDevice.ts';
import { readSeries } from '../query/series.ts';
import { readStatistics } from '../query/statistics.ts';
import { arrowStream, arrowType } from './arrow.ts';
import { sampleColumns, samplePages, seriesColumns, seriesPages } from './arrowRows.ts';
import { seriesCsv } from './csv.ts';
import { csvType, formatOf, linesType } from './format.ts';
import { route } from './route.ts';
import type { Route } from './route.ts';
import { sampleText } from './sampleStream.ts';
import {
    answers,
    deletionQuery,
    deviceParameters,
    eventsQuery,
    noQuery,
    samplesQuery,
    seriesQuery,
    statisticsQuery
} from './schemas.ts';

const ofDevice = { method: 'GET', scope: 'history:read', pathSchema: deviceParameters } as const;

/** All routes over a store. `now` is the time a deletion is written down with. */
export function historyRoutes(store: HistoryStore, now: () => number): Route[] {
    return [...catalogueRoutes(store), ...valueRoutes(store), ...deletionRoutes(store, now)];
}

function catalogueRoutes(store: HistoryStore): Route[] {
    const devices = route(
        {
            ...{ method: 'GET', path: '/devices', name: 'listDevices', scope: 'history:read' },
            summary: 'Devices with a history; a new one appears after about a minute.',
            ...{ pathSchema: noQuery, querySchema: noQuery, answer: answers.devices }
        },
        async () => ({ devices: [...new Set((await store.series()).map(({ device }) => device))].sort() })
    );
    const signals = route(
        {
            ...{ ...ofDevice, path: '/devices/{device}/signals', name: 'listSignals' },
            summary: 'Recorded signals of a device.',
            ...{ querySchema: noQuery, answer: answers.signals }
        },
        async ({ path }) => ({
            signals: (await seriesOf(store, path.device)).map(({ device, signal, kind, firstAt, lastAt }) => {
                return { device, signal, kind, firstAt, lastAt };
            })
        })
    );
    const latest = route(
        {
            ...{ ...ofDevice, path: '/devices/{device}/latest', name: 'latestValues' },
            summary: 'Newest value of every signal.',
            ...{ querySchema: noQuery, answer: answers.latest }
        },
        async ({ path }) => {
            await seriesOf(store, path.device);
            return { values: await store.latest(path.device) };
        }
    );
    return [devices, signals, latest];
}

function valueRoutes(store: HistoryStore): Route[] {
    const series = route(
        {
            ...{ ...ofDevice, path: '/devices/{device}/series', name: 'readSeries', querySchema: seriesQuery },
            summary: 'Series of a range, made as short as the chart needs. CSV has times in ISO 8601.',
            ...{ answer: answers.series, alsoAnswers: [csvType, arrowType] }
        },
        async ({ path, query, reply }) => {
            const infos = await seriesOf(store, path.device, query.signals);
            const { from, to, points, method } = query;
            const results = [];
            for (const info of infos) results.push(await readSeries(store, info, { from, to }, points, method));
            const format = formatOf(query.format, reply.request, ['json', 'csv', 'arrow']);
            if (format === 'json') return { series: results };
            if (format === 'csv') return reply.type(csvType).send(seriesCsv(results));
            return reply.type(arrowType).send(Readable.from(arrowStream(seriesColumns, seriesPages(results))));
        }
    );
    const samples = route(
        {
            ...{ ...ofDevice, path: '/devices/{device}/samples', name: 'streamSamples', querySchema: samplesQuery },
            summary: 'All values of a range, signal by signal, as a stream of JSON lines, CSV or Arrow.',
            ...{ answer: answers.latest.shape.values.element, alsoAnswers: [linesType, csvType, arrowType] }
        },
        async ({ path, query, reply }) => {
            const infos = await seriesOf(store, path.device, query.signals);
            const range = { from: query.from, to: query.to };
            const format = formatOf(query.format, reply.request, ['ndjson', 'csv', 'arrow']);
            if (format === 'arrow') {
                const pages = samplePages(store, infos, range);
                return reply.type(arrowType).send(Readable.from(arrowStream(sampleColumns, pages)));
            }
            const text = sampleText(store, infos, range, format);
            return reply.type(format === 'csv' ? csvType : linesType).send(Readable.from(text));
        }
    );
    return [series, samples, ...summaryRoutes(store)];
}

function summaryRoutes(store: HistoryStore): Route[] {
    const statistics = route(
        {
            ...{
                ...ofDevice,
                path: '/devices/{device}/statistics',
                name: 'readStatistics',
                querySchema: statisticsQuery
            },
            summary: 'Count, extremes, means and time in state of a range, widened to whole minutes.',
            ...{ answer: answers.statistics }
        },
        async ({ path, query: { from, to, signals } }) => {
            const results = [];
            for (const info of await seriesOf(store, path.device, signals)) {
                results.push(await readStatistics(store, info, { from, to }));
            }
            return { statistics: results };
        }
    );
    const events = route(
        {
            ...{ ...ofDevice, path: '/devices/{device}/events', name: 'listEvents', querySchema: eventsQuery },
            summary: 'Alarm transitions and other events of a device; `next` is the offset of the next page.',
            ...{ answer: answers.events }
        },
        async ({ path, query: { from, to, limit, offset } }) => {
            const page = await store.events(path.device, { from, to }, limit, offset);
            return { events: page.events, next: page.next ?? null };
        }
    );
    return [statistics, events];
}

function deletionRoutes(store: HistoryStore, now: () => number): Route[] {
    const remove = route(
        {
            ...{ method: 'DELETE', path: '/devices/{device}', name: 'deleteDevice', scope: 'history:delete' },
            summary: 'Removes everything about a device, writes that down and searches all tiers for what is left.',
            ...{ pathSchema: deviceParameters, querySchema: deletionQuery, answer: answers.erasure }
        },
        async ({ path, query, principal }) => {
            const request = { device: path.device, requestedBy: principal.name, reason: query.reason, at: now() };
            const { deletion, ...proof } = await eraseDevice(store, request);
            return { ...deletion, ...proof };
        }
    );
    const list = route(
        {
            ...{ method: 'GET', path: '/deletions', name: 'listDeletions', scope: 'history:delete' },
            summary: 'The log of deletions, and whether its chain of hashes is unbroken.',
            ...{ pathSchema: noQuery, querySchema: noQuery, answer: answers.deletions }
        },
        async () => {
            const deletions = await store.deletions();
            return { intact: deletionsIntact(deletions), deletions };
        }
    );
    const everything = route(
        {
            ...{ ...ofDevice, path: '/devices/{device}/export', name: 'exportDevice' },
            summary: 'Everything kept about a device, from all tiers, streamed as JSON lines; the last says how many.',
            ...{ querySchema: noQuery, answer: answers.exportLine, alsoAnswers: [linesType] }
        },
        async ({ path, reply }) => {
            await seriesOf(store, path.device);
            return reply.type(linesType).send(Readable.from(exportDevice(store, path.device, now())));
        }
    );
    return [remove, list, everything];
}

/** Series of a device, in the order they are asked for. @throws HistoryError HISTORY_NOT_FOUND */
async function seriesOf(store: HistoryStore, device: string, signals?: readonly string[]): Promise<SeriesInfo[]> {
    const known = await store.series(device);
    if (known.length === 0)
        throw new HistoryError('HISTORY_NOT_FOUND', { what: `history of device ${device}`, device });
    if (!signals) return known;
    return signals.map((signal) => {
        const found = known.find((info) => info.signal === signal);
        if (found) return found;
        throw new HistoryError('HISTORY_NOT_FOUND', { what: `signal ${signal} of device ${device}`, device });
    });
}
