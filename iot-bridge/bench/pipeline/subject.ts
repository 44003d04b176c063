import { connect } from 'mqtt';
import { createBridge } from '../../src/index.ts';
import { BenchOrg } from './benchOrg.ts';
import { benchPlant } from './plant.ts';

/** What a subject is started with. */
export interface SubjectSetting {
    kind: 'subscriber' | 'bridge';
    url: string;
    qos: 0 | 1;
    devices: number;
    dataDirectory: string;
    snapshotSeconds: number;
}

/** What a subject has done so far. */
export interface Mark {
    received: number;
    /** Processor time of the whole process, all threads, in microseconds. */
    cpu: number;
    rss: number;
    /** Ages of all alarms when the org got them, in milliseconds. */
    latencies: number[];
    eventCalls: number;
    snapshotCalls: number;
    snapshots: number;
}

/* One of the two programs that are compared, in a process of its own; it answers every message with a mark. */
const setting = JSON.parse(process.argv[2] ?? '{}') as SubjectSetting;
const subject = setting.kind === 'bridge' ? await startBridge() : startSubscriber();

process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, rss: process.memoryUsage().rss, ...subject() } satisfies Mark);
});
process.on('disconnect', () => process.exit());

/** A subscriber that does nothing with its messages: what receiving alone costs. */
function startSubscriber(): () => Omit<Mark, 'cpu' | 'rss'> {
    const state = { received: 0 };
    const client = connect(setting.url, { protocolVersion: 5, clean: true, properties: { receiveMaximum: 2000 } });
    client.on('message', () => {
        state.received++;
    });
    client.on('connect', () => {
        client.subscribe('plant/+/+/telemetry', { qos: setting.qos }, () => process.send?.('ready'));
    });
    return () => ({ ...state, latencies: [], eventCalls: 0, snapshotCalls: 0, snapshots: 0 });
}

async function startBridge(): Promise<() => Omit<Mark, 'cpu' | 'rss'>> {
    const org = new BenchOrg(() => benchPlant(setting.devices));
    const bridge = createBridge(
        {
            dataDirectory: setting.dataDirectory,
            mqtt: [{ url: setting.url, qos: setting.qos, session: 'clean' }],
            salesforce: {
                loginUrl: 'http://127.0.0.1:1',
                authentication: { flow: 'access-token', accessToken: 'unused' },
                snapshotSeconds: setting.snapshotSeconds
            },
            history: { record: 'off' },
            health: { judge: 'off' },
            observe: { http: 'off' }
        },
        { org, logStream: { write: () => undefined } }
    );
    await bridge.start();
    await bridge.whenReady();
    const poll = setInterval(() => {
        if (bridge.status().notReady.length > 0) return;
        clearInterval(poll);
        process.send?.('ready');
    }, 20);
    return () => ({
        received: bridge.status().messages,
        latencies: org.latencies,
        eventCalls: org.eventCalls,
        snapshotCalls: org.snapshotCalls,
        snapshots: org.snapshots
    });
}
