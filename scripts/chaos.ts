/**
 * `npm run test:chaos`: kills the bridge again and again (`iot-bridge/chaos`). `npm run test:chaos -- --outage`: lets the
 * org be away for a day (`scripts/outage.ts`). Further options are those of the one that runs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const options = process.argv.slice(2).filter((option) => option !== '--outage');
const isOutage = process.argv.includes('--outage');
const script = path.join(import.meta.dirname, isOutage ? 'outage.ts' : '../iot-bridge/chaos/main.ts');
const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...options], {
    stdio: 'inherit'
});
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
