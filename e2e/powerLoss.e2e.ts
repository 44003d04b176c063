import path from 'node:path';
import { runPowerLoss } from '../scripts/lib/powerLoss/run.ts';

/** The loss itself is noticed after 30 s of silence; the rest is starting and repeating. */
const LIMIT_MS = 300_000;

test(
    'a site that loses its power makes one Case with every alarm, and no other when all is said twice again',
    async () => {
        const report = await runPowerLoss({
            projectFolder: path.resolve('.'),
            machines: 300,
            spreadSeconds: 5,
            gateways: 'none',
            repetitions: 2,
            limitSeconds: 60,
            onProgress: () => undefined
        });
        expect(report.problems).toEqual([]);
        expect(report).toMatchObject({ silenceAlarms: 300, linkedToCase: 300, cases: 1, otherCases: 1 });
    },
    LIMIT_MS
);
