import type { AlarmDefinitionRow, AlarmEvent } from '../src/contract/index.ts';
import type { Reading } from '../src/pipeline/index.ts';
import { instantOf, sides } from './coldChainExport.ts';
import type { LoggerExport, Side } from './coldChainExport.ts';
import { Replay } from './replay.ts';
import { alarmRowOf, assetRowOf, signalRowOf } from './rows.ts';

/** Time in which something stood; without an end it still does. */
export interface Stretch {
    readonly from: number;
    to: number;
}

/** What the bridge made of a logger's readings. */
export interface ReplayedLogger {
    readonly readings: readonly Reading[];
    /** Time beyond each limit, and time in which its alarm stood. */
    readonly beyond: Record<Side, Stretch[]>;
    readonly alarms: Record<Side, Stretch[]>;
}

const device = 'logger';
const kinds = { low: 'Low', high: 'High' } as const;

/** Replays the readings with the logger's limits as alarm definitions. */
export function replayLogger({ config, readings }: LoggerExport): ReplayedLogger {
    const halfInterval = (config.loggingIntervalMin / 2) * 60_000;
    const result = {
        readings: [] as Reading[],
        beyond: { low: [] as Stretch[], high: [] as Stretch[] },
        alarms: { low: [] as Stretch[], high: [] as Stretch[] }
    };
    const bridge = new Replay(
        {
            assets: [assetRowOf(device, 'LOGGER')],
            signals: [signalRowOf('Temperature', { Value_Path__c: 'temperature', Unit__c: 'Cel' })],
            alarms: definitionsOf(config)
        },
        {
            event: (event) => note(result, event, halfInterval),
            readings: (_device, values) => result.readings.push(...values)
        },
        config.loggingIntervalMin * 60 * 2
    );
    for (const [local, temperature] of readings) bridge.send(device, instantOf(local), { temperature });
    if (bridge.rejections().size > 0) throw new Error(`refused: ${JSON.stringify([...bridge.rejections()])}`);
    return result;
}

/** Each limit twice: without delay for the time beyond it, and with the logger's delay for its alarm. */
function definitionsOf(config: LoggerExport['config']): AlarmDefinitionRow[] {
    return sides.flatMap(({ name }) => {
        const limit = config[name];
        if (!limit) return [];
        const common = { Signal_Name__c: 'Temperature', Kind__c: kinds[name], Limit__c: limit.tempC };
        return [
            alarmRowOf(`${name}-beyond`, common),
            alarmRowOf(`${name}-alarms`, { ...common, On_Delay_Seconds__c: limit.cumulativeMinutes * 60 })
        ];
    });
}

/** A limit is crossed, on average, half an interval before the reading that shows it. */
function note(result: ReplayedLogger, event: AlarmEvent, halfInterval: number): void {
    const [side, list] = event.Definition__c.split('-') as [Side, 'beyond' | 'alarms'];
    const stretches = result[list][side];
    const at = Date.parse(event.Occurred_At__c) - halfInterval;
    if (event.Transition__c === 'Raised') stretches.push({ from: at, to: Number.POSITIVE_INFINITY });
    else if (event.Transition__c === 'Cleared') stretches.splice(-1, 1, { from: stretches.at(-1)?.from ?? at, to: at });
}
