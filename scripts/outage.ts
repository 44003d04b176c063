/**
 * Lets the org be away for a day of simulated time, with the whole bridge, a broker and the local org as processes of
 * their own, and prints what waited and how it was caught up: one JSON line on stdout. Exit code 1 when an alarm is
 * missing or doubled, or an asset does not show its newest value.
 *
 *     npm run test:chaos -- --outage [--assets 5000] [--hours 24] [--clock-factor 720]
 */
import { parseArgs } from 'node:util';
import { simulateOutage } from './lib/outage/simulateOutage.ts';

const { values } = parseArgs({
    options: {
        assets: { type: 'string', default: '5000' },
        hours: { type: 'string', default: '24' },
        'clock-factor': { type: 'string', default: '720' }
    }
});
const [assets, hours, clockFactor] = [values.assets, values.hours, values['clock-factor']].map(Number);
if (!isWhole(assets) || !isWhole(hours) || !isWhole(clockFactor)) {
    console.error('--assets, --hours and --clock-factor must be whole numbers from 1');
    process.exit(2);
}
const figures = await simulateOutage({ assets, hours, clockFactor, tell: (line) => console.error(line) });
const right = figures.alarms === assets && figures.episodes === assets && figures.assetsUpToDate === assets;
console.log(JSON.stringify({ assets, hours, clockFactor, ...figures, right }));
process.exitCode = right && figures.deadLetters === 0 ? 0 : 1;

function isWhole(number: number | undefined): number is number {
    return number !== undefined && Number.isInteger(number) && number > 0;
}
