/**
 * Kills the bridge at random under load, restarts its broker, lets its org fail, fills its disk and sets its clock:
 * `npm run test:chaos -- --kills 200`. The last line of stdout is the sum as one JSON object; the exit code is 1 when
 * it does not come out even.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Chaos } from './chaos.ts';
import { onSmallDisk, SmallDisk } from './smallDisk.ts';

const { values } = parseArgs({
    options: {
        kills: { type: 'string', default: '200' },
        devices: { type: 'string', default: '20' },
        'broker-restart-every': { type: 'string', default: '10' },
        'full-disk-every': { type: 'string', default: '40' }
    }
});
const kills = Number(values.kills);
const devices = Number(values.devices);
const brokerRestartEvery = Number(values['broker-restart-every']);
const fullDiskEvery = Number(values['full-disk-every']);
const numbers = [kills, devices, brokerRestartEvery, fullDiskEvery];
if (!numbers.every((number) => Number.isInteger(number) && number > 0)) {
    console.error('--kills, --devices, --broker-restart-every and --full-disk-every must be whole numbers from 1');
    process.exit(2);
}
const disk = SmallDisk.here();
if (!disk) {
    const code = await onSmallDisk(fileURLToPath(import.meta.url));
    if (code !== undefined) process.exit(code);
    console.error('No file system may be mounted here, so the disk is never full: that part is skipped.');
}
const began = performance.now();
const tell = (line: string): void => console.error(line);
const tally = await Chaos.run({ kills, devices, brokerRestartEvery, fullDiskEvery, disk, tell });
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
    `sent ${tally.sent} = delivered ${tally.delivered} + dead-lettered ${tally.deadLettered}` +
        `${tally.lost > 0 ? ` + lost ${tally.lost}` : ''}; invented ${tally.invented}; ` +
        `commands ${tally.commands} = run ${tally.commandsRun} + failed ${tally.commandsFailed} + ` +
        `interrupted ${tally.commandsInterrupted}${tally.commandsLost > 0 ? ` + lost ${tally.commandsLost}` : ''}; ` +
        `${tally.commandsRunTwice} twice, ${tally.commandsRunAfterExpiry} of ${tally.commandsExpiring} after their expiry`
);
console.log(JSON.stringify({ kills, devices, ...tally, ...(disk ? {} : { fullDisks: 'skipped' }), seconds }));
process.exitCode = tally.right ? 0 : 1;
