/**
 * Kills the bridge at random under load, restarts its broker, lets its org fail and its disk and clock misbehave:
 * `npm run test:chaos -- --kills 200`. The last line of stdout is the sum as one JSON object; the exit code is 1 when
 * it does not come out even. `npm run test:chaos -- --outage` lets the org be away for a day on a simulated clock instead.
 */
import { parseArgs } from 'node:util';
import { Chaos } from './chaos.ts';
import { simulateOutage } from './outage.ts';

const { values } = parseArgs({
    options: {
        kills: { type: 'string', default: '200' },
        devices: { type: 'string', default: '20' },
        outage: { type: 'boolean', default: false }
    }
});
if (values.outage) {
    const options = { assets: 5000, hours: 24, alarmsPerAsset: 6, requestMs: 300 };
    console.log(JSON.stringify({ ...options, ...(await simulateOutage(options)) }));
    process.exit();
}
const kills = Number(values.kills);
const devices = Number(values.devices);
if (![kills, devices].every((number) => Number.isInteger(number) && number > 0)) {
    console.error('--kills and --devices must be whole numbers from 1');
    process.exit(2);
}
const tally = await Chaos.run({
    kills,
    devices,
    brokerRestartEvery: 10,
    diskTroubleEvery: 50,
    tell: (line) => console.error(line)
});
console.log(
    `sent ${tally.sent} = delivered ${tally.delivered} + dead-lettered ${tally.deadLettered}` +
        `${tally.lost > 0 ? ` + lost ${tally.lost}` : ''}; invented ${tally.invented}; ` +
        `commands ${tally.commandsRun} of ${tally.commands} run, ${tally.commandsRunTwice} twice`
);
console.log(JSON.stringify(tally));
process.exitCode = tally.right ? 0 : 1;
