import { compileCatalogue, emptyCatalogue } from '../catalogue/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { ProcessingConfig } from '../config/index.ts';
import type { CatalogueRows } from '../contract/index.ts';
import { HistoryError } from '../history/errors.ts';
import type { HistoryStore, SeriesInfo } from '../history/index.ts';
import { UnitConverter } from '../map/index.ts';
import { countEpisodes } from './count.ts';
import type { BacktestRequest, BacktestResult } from './model.ts';
import { replay } from './replay.ts';

/** What a back-test works with. */
export interface BacktestParts {
    readonly store: HistoryStore;
    readonly processing: ProcessingConfig;
    /** What the org says, as it was read last. */
    rows(): CatalogueRows | undefined;
}

/** Devices that are tried at most. */
const MOST_DEVICES = 20;
/** Up to so many days of one device every value is replayed. */
const VALUES_UP_TO_DAYS = 3;
const DAY_MS = 86_400_000;

/** Tries alarm definitions on the past, one at a time, with the engine and all other definitions of the bridge. */
export class Backtests {
    private readonly parts: BacktestParts;
    private last: Promise<unknown> = Promise.resolve();

    constructor(parts: BacktestParts) {
        this.parts = parts;
    }

    /**
     * Runs after those that were asked for before.
     * @throws HistoryError HISTORY_QUERY_INVALID when the candidate is impossible, HISTORY_NOT_FOUND without devices
     */
    run(request: BacktestRequest): Promise<BacktestResult> {
        const result = this.last.then(() => this.test(request));
        this.last = result.catch(() => undefined);
        return result;
    }

    /** The definition of that name that the org has; undefined where there is none. */
    known(name: string): CatalogueRows['alarms'][number] | undefined {
        return this.parts.rows()?.alarms.find(({ DeveloperName }) => DeveloperName === name);
    }

    private async test(request: BacktestRequest): Promise<BacktestResult> {
        const { store, processing } = this.parts;
        const rows = this.parts.rows();
        if (!rows) throw new HistoryError('HISTORY_QUERY_INVALID', { problems: 'the org has not been read yet' });
        const catalogue = catalogueWith(rows, request);
        const series = await store.series(request.device);
        const all = devicesOf(catalogue, request, new Set(series.map(({ device }) => device)));
        const devices = all.slice(0, MOST_DEVICES);
        const days = devices.reduce((sum, device) => sum + recordedDays(series, device, request), 0);
        const resolution = request.resolution ?? (days <= VALUES_UP_TO_DAYS ? 'values' : 'minutes');
        const { from, to, candidate } = request;
        const tried = { signal: candidate.Signal_Name__c, kind: candidate.Kind__c };
        const events = await replay({ store, catalogue, processing, devices, range: { from, to }, resolution, tried });
        return countEpisodes(events, request, { devices, leftOut: all.length - devices.length, resolution });
    }
}

/** Devices of the model of which something is recorded. @throws HistoryError HISTORY_NOT_FOUND without any */
function devicesOf(
    catalogue: Catalogue,
    { candidate, device }: BacktestRequest,
    recorded: ReadonlySet<string>
): string[] {
    const model = candidate.Product_Model__c ?? undefined;
    const found = [...catalogue.assets.values()]
        .filter(({ ProductCode }) => model === undefined || ProductCode === model)
        .map(({ Device_Id__c: id }) => id)
        .filter((id) => (device === undefined || id === device) && recorded.has(id));
    if (found.length === 0) {
        const what = `history of ${device ?? `any device of model ${model ?? '(any)'}`}`;
        throw new HistoryError('HISTORY_NOT_FOUND', { what });
    }
    return found;
}

/** Days of the range in which a device was recorded: a young history is short, however much is asked for. */
function recordedDays(series: readonly SeriesInfo[], device: string, { from, to }: BacktestRequest): number {
    const own = series.filter((one) => one.device === device);
    const first = Math.max(from, Math.min(...own.map(({ firstAt }) => firstAt)));
    const last = Math.min(to, Math.max(...own.map(({ lastAt }) => lastAt)));
    return Math.max(0, last - first) / DAY_MS;
}

/** The catalogue as it would be with the candidate in the place of a definition of the same name. */
function catalogueWith(rows: CatalogueRows, { candidate }: BacktestRequest): Catalogue {
    const others = rows.alarms.filter(({ DeveloperName }) => DeveloperName !== candidate.DeveloperName);
    const alarms = [{ ...candidate, Active__c: true }, ...others];
    const catalogue = compileCatalogue({ ...rows, alarms }, emptyCatalogue, new UnitConverter());
    const problem = catalogue.problems.find(({ kind, name }) => kind === 'alarm' && name === candidate.DeveloperName);
    if (problem) throw new HistoryError('HISTORY_QUERY_INVALID', { problems: problem.reason });
    return catalogue;
}
