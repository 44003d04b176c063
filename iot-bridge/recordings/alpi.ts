import type { AlarmDefinitionRow, AlarmEvent } from '../src/contract/index.ts';
import { readAlarmLog } from './alpiLog.ts';
import type { AlarmLog, LoggedAlarm } from './alpiLog.ts';
import { Replay } from './replay.ts';
import { alarmRowOf, assetRowOf, signalRowOf } from './rows.ts';

/** Figures of EEMUA 191 and ISA-18.2, for one operator for each machine. */
export interface AlarmKpi {
    /** Alarms that called somebody: those that stand for themselves. */
    readonly annunciated: number;
    readonly perTenMinutes: number;
    readonly largestInTenMinutes: number;
    /** Share of the ten-minute periods with more than ten alarms. */
    readonly timeInFlood: number;
    readonly topTenShare: number;
    /** Alarms that repeated at least three times in a minute. */
    readonly chattering: number;
}

/** What flood and chatter detection make of the log. */
export interface AlpiResult {
    readonly machines: number;
    readonly alarms: number;
    readonly times: AlarmLog['times'];
    readonly floods: number;
    readonly proposals: number;
    readonly before: AlarmKpi;
    readonly after: AlarmKpi;
}

const tenMinutesMs = 600_000;
/** A machine that logs an alarm shows it this long, unless it logs another. */
const shownMs = 1000;
const tickMs = 60_000;
const flood = alarmRowOf('Alarm_Flood', {
    Signal_Name__c: '*',
    Kind__c: 'Counter',
    Limit__c: 11,
    Hysteresis__c: 6,
    Window_Seconds__c: 600
});

/**
 * Runs the log through the bridge twice: as it is, and with flood detection and the delays that the bridge proposed.
 * @returns undefined where there is no log
 */
export async function checkAlpi(folder: string): Promise<AlpiResult | undefined> {
    const log = await readAlarmLog(folder);
    if (!log) return undefined;
    const codes = [...new Set(log.alarms.map(({ code }) => code))];
    const plain = codes.map((code) => definitionOf(code));
    const first = replay(log, plain);
    const delays = new Map(
        first.proposals.map(({ definition, field, seconds }) => [`${definition} ${field}`, seconds])
    );
    const calmed = plain.map((row) => ({
        ...row,
        Off_Delay_Seconds__c: delays.get(`${row.DeveloperName} Off_Delay_Seconds__c`) ?? null
    }));
    const second = replay(log, [...calmed, flood]);
    return {
        machines: new Set(log.alarms.map(({ machine }) => machine)).size,
        alarms: log.alarms.length,
        times: log.times,
        floods: second.raised.filter(({ Definition__c: name }) => name === flood.DeveloperName).length,
        proposals: first.proposals.filter(({ habit }) => habit === 'chattering').length,
        before: kpiOf(first.raised, log),
        after: kpiOf(second.raised, log)
    };
}

function definitionOf(code: string): AlarmDefinitionRow {
    return alarmRowOf(`Code_${code}`, { Signal_Name__c: `Code_${code}`, Kind__c: 'State', Text_Limit__c: 'true' });
}

function replay(log: AlarmLog, alarms: AlarmDefinitionRow[]) {
    const raised: AlarmEvent[] = [];
    const machines = [...new Set(log.alarms.map(({ machine }) => machine))];
    const bridge = new Replay(
        {
            assets: machines.map((machine) => assetRowOf(machine, 'ALPI')),
            signals: [...new Set(log.alarms.map(({ code }) => code))].map((code) =>
                signalRowOf(`Code_${code}`, { Value_Path__c: `codes.${code}`, Value_Type__c: 'Boolean' })
            ),
            alarms
        },
        {
            event: (event) => {
                if (event.Transition__c === 'Raised') raised.push(event);
            }
        },
        tenMinutesMs
    );
    const ends = endsOf(log.alarms);
    let lastTick = 0;
    for (const [index, { machine, code, at }] of log.alarms.entries()) {
        if (at - lastTick >= tickMs) bridge.fleet.tick((lastTick = at), undefined);
        bridge.send(machine, at, { codes: { [code]: true }, sequence: index });
        bridge.send(machine, ends[index] ?? at, { codes: { [code]: false }, sequence: `after ${index}` });
    }
    return { raised, proposals: bridge.fleet.proposals() };
}

/** A log holds beginnings only: an alarm ends after a moment, or when its machine logs the next. */
function endsOf(alarms: readonly LoggedAlarm[]): number[] {
    const next = new Map<string, number>();
    return alarms
        .toReversed()
        .map(({ machine, at }) => {
            const end = Math.min(at + shownMs, next.get(machine) ?? Number.POSITIVE_INFINITY);
            next.set(machine, at);
            return end;
        })
        .reverse();
}

function kpiOf(raised: readonly AlarmEvent[], log: AlarmLog): AlarmKpi {
    const standing = raised.filter((event) => event.Root_Episode_Key__c === null);
    const slots = new Map<string, number>();
    for (const { Asset_Key__c: machine, Occurred_At__c: at } of standing) {
        const slot = `${machine} ${Math.floor(Date.parse(at) / tenMinutesMs)}`;
        slots.set(slot, (slots.get(slot) ?? 0) + 1);
    }
    const byCode = [...Map.groupBy(standing, (event) => event.Alarm_Key__c.split(':')[1]).values()];
    const topTen = byCode
        .map((own) => own.length)
        .sort((left, right) => right - left)
        .slice(0, 10);
    const total = Math.max(1, standing.length);
    const periods = log.machineHours * 6;
    return {
        annunciated: standing.length,
        perTenMinutes: standing.length / periods,
        largestInTenMinutes: [...slots.values()].reduce((most, count) => Math.max(most, count), 0),
        timeInFlood: [...slots.values()].filter((count) => count > 10).length / periods,
        topTenShare: topTen.reduce((sum, count) => sum + count, 0) / total,
        chattering: chatteringOf(standing)
    };
}

function chatteringOf(raised: readonly AlarmEvent[]): number {
    const recent = new Map<string, number[]>();
    let count = 0;
    for (const { Alarm_Key__c: key, Occurred_At__c: occurred } of raised) {
        const at = Date.parse(occurred);
        const times = [...(recent.get(key) ?? []).filter((earlier) => earlier > at - 60_000), at];
        recent.set(key, times);
        if (times.length >= 3) count++;
    }
    return count;
}
