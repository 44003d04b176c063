import { createBridge } from '../../src/index.ts';
import { testConfig } from './bridge.ts';
import { FileOrg } from './fileOrg.ts';
import { motorPlant } from './plant.ts';

/*
 * A bridge as its own process, so that a test can kill it: broker, data directory, event file and devices are given. With a
 * token it keeps a history, and says behind `ready` where it answers.
 */
const [url = '', dataDirectory = '', eventFile = '', devices = '', token] = process.argv.slice(2);
const org = new FileOrg(motorPlant(devices.split(',')), eventFile);
const history = {
    record: 'on' as const,
    api: { port: 0, requestsPerMinute: 100_000, tokens: [{ name: 'test', token: token ?? '' }] }
};
const config = testConfig({
    dataDirectory,
    mqtt: [{ url, clientId: 'bridge-to-kill', receiveMaximum: 200 }],
    ...(token !== undefined && { history })
});
const bridge = createBridge(config, { org });
await bridge.start();
await bridge.whenReady();
const poll = setInterval(() => {
    if (bridge.status().sources.every(({ connected }) => connected)) {
        clearInterval(poll);
        process.stdout.write(`ready ${bridge.status().history?.address ?? ''}\n`);
    }
}, 10);
