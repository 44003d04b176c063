import { createBridge } from '../src/index.ts';
import { testConfig } from '../test/support/bridge.ts';
import { motorPlant } from '../test/support/plant.ts';
import { ChaosOrg, judgeByChance } from './chaosOrg.ts';

/** What a victim is started with. */
export interface VictimSetting {
    url: string;
    dataDirectory: string;
    eventFile: string;
    commandFile: string;
    devices: string[];
}

/* A bridge in a process of its own that is going to be killed; its clock jumps while it lives. */
const setting = JSON.parse(process.argv[2] ?? '{}') as VictimSetting;
const realNow = Date.now;
let jump = 0;
Date.now = () => realNow() + jump;
setInterval(() => {
    jump = Math.round((Math.random() - 0.5) * 1_200_000);
}, 300).unref();

const org = new ChaosOrg(motorPlant(setting.devices), { events: setting.eventFile, commands: setting.commandFile });
org.judge = judgeByChance;
const bridge = createBridge(
    testConfig({
        dataDirectory: setting.dataDirectory,
        mqtt: [{ url: setting.url, clientId: 'victim', receiveMaximum: 200, reconnectSeconds: 0.1 }],
        commands: { allowed: ['Reset'] },
        retry: { firstSeconds: 0.02, maximumSeconds: 0.1, attempts: 12 }
    }),
    { org }
);
await bridge.start();
await bridge.whenReady();
process.send?.('ready');
process.on('SIGTERM', () => void bridge.stop().then(() => process.exit()));
