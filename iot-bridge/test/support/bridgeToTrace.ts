import { createBridge } from '../../src/index.ts';
import { testConfig } from './bridge.ts';
import { MemoryOrg } from './memoryOrg.ts';
import { motorPlant } from './plant.ts';
import { until } from './until.ts';

/*
 * A bridge with traces as its own process, because the exporter loads modules in a way Jest 29 cannot follow. Broker,
 * receiver, share and the org's answer to alarms are given; SIGTERM ends it, and it tells its episodes.
 */
const [url = '', receiver = '', share = '0', refusal = ''] = process.argv.slice(2);
const org = new MemoryOrg(motorPlant());
if (refusal !== '') org.judge = () => ({ kind: 'reject', cause: refusal });
const tracing = { url: receiver, share: Number(share), sendSeconds: 0.05, headers: { 'x-api-key': 'abc' } };
const mqtt = [{ url, session: 'clean' as const, clientId: `bridge-to-trace-${process.pid}` }];
const bridge = createBridge(testConfig({ mqtt, observe: { logLevel: 'silent', http: 'off', tracing } }), { org });
await bridge.start();
await until(() => bridge.status().notReady.length === 0, 'the bridge is ready');
process.stdout.write('ready\n');
process.once('SIGTERM', () => {
    void bridge.stop().then(() => {
        const episodes = org.events.map((event) => event.Episode_Key__c);
        process.stdout.write(`${JSON.stringify({ messages: bridge.status().messages, episodes })}\n`);
    });
});
