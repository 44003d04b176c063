import { countRows, loadMappings, replayedFiles } from '../replay/mapping.ts';
import path from 'node:path';
import type { ChainRow } from './chain.ts';
import { hasSettled, judgeOneFault, judgeRecording, type ChainVerdict } from './checkDemo.ts';
import { startDemo, type Demo, type DemoInput } from './demo.ts';

/** What is checked. */
export interface CheckOptions {
    readonly projectFolder: string;
    /** A recording to play; without one a fault is injected into the simulated plant. */
    readonly replay: string | undefined;
    /** Longest time the chain may take. */
    readonly limitMs: number;
    readonly onProgress: (text: string) => void;
}

/** The figures of a run. */
export interface CheckReport extends ChainVerdict {
    readonly messages: number;
    readonly rejected: number;
    /** Milliseconds from the first message to the first Case; null when there was none. */
    readonly firstCaseMs: number | null;
}

const FAULTY = { deviceId: 'nw-motor-01' };
const FAULT = { kind: 'bearing-wear', ...FAULTY, startSeconds: 5, durationSeconds: 30 } as const;
const POLL_MS = 250;

/** Runs the chain once and judges it. */
export async function runCheck(options: CheckOptions): Promise<CheckReport> {
    const input: DemoInput =
        options.replay === undefined
            ? { kind: 'plant', faults: [FAULT], intervalMs: 1000, seed: 1 }
            : { kind: 'recording', file: options.replay, speed: 0 };
    const { projectFolder, onProgress } = options;
    const demo = await startDemo({ projectFolder, orgPort: 0, brokerPort: 0, input, onProgress });
    try {
        return await watch(demo, options, await endCondition(options));
    } finally {
        await demo.stop();
    }
}

/** Answers whether nothing more can follow. */
type EndCondition = (rows: readonly ChainRow[], messages: number, alarmsWaiting: number) => boolean;

async function endCondition({ replay, projectFolder }: CheckOptions): Promise<EndCondition> {
    if (replay === undefined) return (rows) => hasSettled(rows, FAULTY);
    const files = await replayedFiles(replay, await loadMappings(path.join(projectFolder, 'config/replay')));
    const counts = await Promise.all(files.map((file) => countRows(file.path)));
    const expected = counts.reduce((sum, count) => sum + count, 0);
    return (_, messages, alarmsWaiting) => messages >= expected && alarmsWaiting === 0;
}

async function watch(demo: Demo, options: CheckOptions, ended: EndCondition): Promise<CheckReport> {
    const started = Date.now();
    let firstCaseMs: number | null = null;
    for (;;) {
        const counts = await demo.counts();
        const { rows, news } = await demo.readChain();
        for (const item of news) options.onProgress(item.text);
        if (firstCaseMs === null && news.some((item) => item.kind === 'case')) firstCaseMs = Date.now() - started;
        const late = Date.now() - started > options.limitMs;
        if (late || ended(rows, counts.messages, counts.alarmsWaiting)) {
            const verdict = options.replay === undefined ? judgeOneFault(rows, FAULTY) : judgeRecording(rows);
            const problems = late
                ? [...verdict.problems, 'the chain did not come to its end in time']
                : verdict.problems;
            return { ...verdict, problems, messages: counts.messages, rejected: counts.rejected, firstCaseMs };
        }
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
}
