import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { connectAsync } from 'mqtt';
import type { HistorySample } from '../../src/history/index.ts';
import { startBroker } from '../support/broker.ts';
import { dataDirectory } from '../support/bridge.ts';
import { motorMessage } from '../support/plant.ts';
import { until } from '../support/until.ts';
import { referenceRollups } from './support/reference.ts';

const device = 'nw-motor-01';
const token = 'a-token-for-reading';
const MINUTE = 60_000;
const gapMs = 300_000;
const STEP_MS = 7000;
const VALUES = 360;

interface Running {
    readonly process: ChildProcess;
    readonly address: string;
}

async function startBridge(url: string, directory: string): Promise<Running> {
    const script = path.join(__dirname, '../support/bridgeToKill.ts');
    const args = [script, url, directory, path.join(directory, 'events.ndjson'), device, token];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = (await once(child.stdout, 'data')) as [Buffer];
    return { process: child, address: printed.toString().trim().split(' ')[1] ?? '' };
}

type Figures = Readonly<Record<string, number | string | null>>;

/** All figures of a set for the vibration, over its pages. */
async function figures(address: string, set: string): Promise<Figures[]> {
    const filter = encodeURIComponent(`Device eq '${device}' and Signal eq 'Bearing_Vibration'`);
    const rows: Figures[] = [];
    let link: string | undefined = `${address}/history/odata/${set}?$filter=${filter}`;
    while (link !== undefined) {
        const reply = await fetch(link, { headers: { authorization: `Bearer ${token}` } });
        const page = (await reply.json()) as { value: Figures[]; '@odata.nextLink'?: string };
        rows.push(...page.value);
        link = page['@odata.nextLink'];
    }
    return rows;
}

/** What a set should say, computed from what was sent. */
function expected(sent: readonly HistorySample[], widthMs: number): Figures[] {
    return referenceRollups(sent, widthMs, gapMs).map((rollup) => ({
        Start: new Date(rollup.start).toISOString(),
        ValueCount: rollup.count,
        Minimum: rollup.min,
        Maximum: rollup.max,
        Mean: rollup.sum === null ? null : rounded(rollup.sum / rollup.count),
        TimeWeightedMean: rollup.coveredMs === 0 ? null : rounded(rollup.area / rollup.coveredMs),
        LastValue: typeof rollup.last === 'number' ? rollup.last : null,
        CoveredSeconds: rollup.coveredMs / 1000
    }));
}

const rounded = (value: number): number => Number(value.toFixed(9));
const shown = ({
    Start,
    ValueCount,
    Minimum,
    Maximum,
    Mean,
    TimeWeightedMean,
    LastValue,
    CoveredSeconds
}: Figures) => ({
    ...{ Start, ValueCount, Minimum, Maximum, LastValue, CoveredSeconds },
    Mean: Mean === null ? null : rounded(Number(Mean)),
    TimeWeightedMean: TimeWeightedMean === null ? null : rounded(Number(TimeWeightedMean))
});

test('figures of a bridge that was killed twice are those of what was sent, with late and repeated values', async () => {
    const broker = await startBroker();
    const directory = dataDirectory();
    let bridge = await startBridge(broker.url, directory);
    const machine = await connectAsync(broker.url);
    const began = Date.now() - VALUES * STEP_MS - 10 * MINUTE;
    const all = Array.from({ length: VALUES }, (_, index): HistorySample => ({
        ...{ device, signal: 'Bearing_Vibration', quality: 'Good' },
        at: began + index * STEP_MS,
        value: 1 + ((index * 7919) % 300) / 100
    }));
    const send = ({ at, value }: HistorySample): Promise<unknown> =>
        machine.publishAsync(`plant/nw/${device}/telemetry`, motorMessage(at, value), { qos: 1 });
    const isLate = (index: number): boolean => index % 11 === 5;
    // In time, then what came late, then some of both once more.
    const order = [
        ...all.filter((_, index) => !isLate(index)),
        ...all.filter((_, index) => isLate(index)),
        ...all.filter((_, index) => index % 20 === 5)
    ];
    for (let first = 0; first < order.length; first += 40) {
        const sent = order.slice(first, first + 40).map(send);
        // Between the sending and the acknowledgements: in the values in time, and in the late ones.
        if (first === 120 || first === 320) {
            bridge.process.kill('SIGKILL');
            await once(bridge.process, 'exit');
            bridge = await startBridge(broker.url, directory);
        }
        await Promise.all(sent);
    }
    const counted = async (): Promise<number> =>
        (await figures(bridge.address, 'TelemetryHours')).reduce((sum, { ValueCount }) => sum + Number(ValueCount), 0);
    await until(async () => (await counted()) >= VALUES, 'every value is recorded', 40_000);
    for (const [set, widthMs] of [
        ['TelemetryMinutes', MINUTE],
        ['TelemetryHours', 60 * MINUTE],
        ['TelemetryDays', 1440 * MINUTE]
    ] as const) {
        expect((await figures(bridge.address, set)).map(shown)).toEqual(expected(all, widthMs));
    }
    bridge.process.kill('SIGTERM');
    await once(bridge.process, 'exit');
    await machine.endAsync();
    await broker.stop();
}, 90_000);
