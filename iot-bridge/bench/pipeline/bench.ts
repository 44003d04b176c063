import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Load } from './publisher.ts';
import type { Mark, SubjectSetting } from './subject.ts';

/** One measurement: a subject under a load. */
export interface Scenario {
    kind: SubjectSetting['kind'];
    qos: 0 | 1;
    devices: number;
    /** Messages a second; 0 sends as fast as the broker takes them. */
    rate: number;
    seconds: number;
    /** Seconds before the measurement of a run with a rate, in which code is compiled; 4 unless told. */
    warmUpSeconds?: number;
    /** Messages of a run without a rate. */
    messages?: number;
    alarmEvery?: number;
    snapshotSeconds?: number;
    /** Writes a processor profile of the subject into this directory. */
    profile?: string | undefined;
}

/** What a scenario gave. */
export interface Measured {
    /** Processor time of the subject per message, all threads, in microseconds. */
    cpuMicros: number;
    /** Messages a second that arrived while it was measured. */
    rate: number;
    /** Share of the sent messages that arrived. */
    arrived: number;
    rssBytes: number;
    latencies: number[];
    messages: number;
    eventCalls: number;
    snapshotCalls: number;
    snapshots: number;
}

/** Options of Node.js, as in `deploy/`. */
export const nodeOptions = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8'];

/** Setting of the GNU C library, as in `deploy/`: threads share two pools of memory instead of keeping one each. */
export const memoryPools = { name: 'MALLOC_ARENA_MAX', value: '2' } as const;

/** Runs one scenario against a broker on a loopback port. */
export async function measure(port: number, scenario: Scenario): Promise<Measured> {
    const dataDirectory = mkdtempSync(path.join(tmpdir(), 'bench-'));
    const subject = await startSubject(port, scenario, dataDirectory);
    try {
        return await (scenario.rate > 0 ? paced(port, scenario, subject) : flatOut(port, scenario, subject));
    } finally {
        const ended = once(subject, 'exit');
        subject.disconnect();
        await ended;
        rmSync(dataDirectory, { recursive: true, force: true });
    }
}

/** A steady rate; what the first seconds cost, while code is compiled, does not count. */
async function paced(port: number, scenario: Scenario, subject: ChildProcess): Promise<Measured> {
    const { warmUpSeconds = 4 } = scenario;
    const messages = Math.round(scenario.rate * (scenario.seconds + warmUpSeconds));
    const publisher = startPublisher(port, scenario, messages);
    const ended = once(publisher, 'exit');
    await wait(warmUpSeconds * 1000);
    const began = performance.now();
    const first = await mark(subject);
    await wait(scenario.seconds * 1000 - 200);
    const last = await mark(subject);
    const seconds = (performance.now() - began) / 1000;
    await ended;
    const end = await settled(subject, messages);
    return compare(first, last, seconds, end.received / messages);
}

/** As fast as it goes: the time until everything has arrived. */
async function flatOut(port: number, scenario: Scenario, subject: ChildProcess): Promise<Measured> {
    const messages = scenario.messages ?? 200_000;
    const warm = Math.round(messages / 10);
    const publisher = startPublisher(port, scenario, messages);
    let first = await mark(subject);
    for (; first.received < warm; first = await mark(subject)) await wait(5);
    const began = performance.now();
    const last = await settled(subject, messages);
    const seconds = (performance.now() - began - settleMs) / 1000;
    if (publisher.exitCode === null) await once(publisher, 'exit');
    return compare(
        first,
        last,
        last.received < messages ? seconds : seconds + settleMs / 1000,
        last.received / messages
    );
}

const settleMs = 1500;

/** The mark after the last message, or after nothing has come for a while. */
async function settled(subject: ChildProcess, messages: number): Promise<Mark> {
    let last = await mark(subject);
    let changedAt = performance.now();
    while (last.received < messages && performance.now() - changedAt < settleMs) {
        await wait(10);
        const next = await mark(subject);
        if (next.received !== last.received) changedAt = performance.now();
        last = next;
    }
    return last;
}

function compare(first: Mark, last: Mark, seconds: number, arrived: number): Measured {
    const messages = last.received - first.received;
    return {
        cpuMicros: (last.cpu - first.cpu) / messages,
        rate: messages / seconds,
        arrived,
        rssBytes: last.rss,
        latencies: last.latencies.slice(first.latencies.length),
        messages,
        eventCalls: last.eventCalls - first.eventCalls,
        snapshotCalls: last.snapshotCalls - first.snapshotCalls,
        snapshots: last.snapshots - first.snapshots
    };
}

async function startSubject(port: number, scenario: Scenario, dataDirectory: string): Promise<ChildProcess> {
    const { kind, qos, devices, snapshotSeconds = 30 } = scenario;
    const url = `mqtt://127.0.0.1:${port}`;
    const setting: SubjectSetting = { kind, url, qos, devices, dataDirectory, snapshotSeconds };
    const profiling = scenario.profile ? ['--cpu-prof', `--cpu-prof-dir=${scenario.profile}`] : [];
    const child = fork(script('subject'), [JSON.stringify(setting)], {
        execArgv: [...nodeOptions, ...profiling],
        env: { ...process.env, [memoryPools.name]: memoryPools.value }
    });
    await once(child, 'message');
    return child;
}

function startPublisher(port: number, scenario: Scenario, messages: number): ChildProcess {
    const { devices, qos, rate, alarmEvery = 0 } = scenario;
    const load: Load = { port, devices, qos, rate, messages, alarmEvery };
    return fork(script('publisher'), [JSON.stringify(load)]);
}

async function mark(subject: ChildProcess): Promise<Mark> {
    const answer = once(subject, 'message') as Promise<[Mark]>;
    subject.send('mark');
    const [taken] = await answer;
    return taken;
}

function script(name: string): string {
    return fileURLToPath(new URL(`${name}.ts`, import.meta.url));
}
