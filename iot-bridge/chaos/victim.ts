import { createBridge, parseConfig } from '../src/index.ts';
import { testConfig } from '../test/support/bridge.ts';
import { CommandsByPolling } from './commandsByPolling.ts';
import { furthestJumpMs } from './victimWords.ts';
import type { VictimOrder, VictimSetting, VictimWord } from './victimWords.ts';

/* A bridge in a process of its own that is going to be killed; its clock jumps while it lives. */
await live(JSON.parse(process.argv[2] ?? '{}') as VictimSetting, (word) => process.send?.(word));

async function live(setting: VictimSetting, say: (word: VictimWord) => void): Promise<void> {
    setClockAtRandom(say);
    const config = testConfig({
        dataDirectory: setting.dataDirectory,
        mqtt: [{ url: setting.broker, clientId: 'victim', receiveMaximum: 200, reconnectSeconds: 0.1 }],
        commands: { allowed: ['Reset'] },
        salesforce: {
            loginUrl: setting.org,
            authentication: { flow: 'client-credentials', clientId: 'id', clientSecret: 'secret' },
            snapshotSeconds: 0.5
        },
        retry: { firstSeconds: 0.02, maximumSeconds: 0.1, attempts: 12 },
        observe: { logLevel: 'error', port: 0 }
    });
    const org = new CommandsByPolling(setting.org, parseConfig(JSON.stringify(config), 'victim').salesforce);
    const bridge = createBridge(config, { org, logStream: { write: (line) => say(errorOf(line)) } });
    process.on('SIGTERM', () => void bridge.stop().then(() => process.exit()));
    // An operator's service manager starts a bridge again that has ended.
    await bridge.start().catch((error: unknown) => {
        say({ kind: 'error', code: (error as { code?: string }).code, text: String(error) });
        process.exit(1);
    });
    await bridge.whenReady();
    say({ kind: 'ready', httpAddress: bridge.status().httpAddress });
}

/** The clock of the machine, as far as this process asks it, is set forward and back. */
function setClockAtRandom(say: (word: VictimWord) => void): void {
    const realNow = Date.now;
    let offset = 0;
    Date.now = () => realNow() + offset;
    const jumping = setInterval(() => {
        const next = Math.round((Math.random() - 0.5) * 2 * furthestJumpMs);
        say({ kind: 'jumped', byMs: next - offset });
        offset = next;
    }, 300).unref();
    const keepTime = (_order: VictimOrder): void => {
        clearInterval(jumping);
        offset = 0;
    };
    process.on('message', keepTime);
    process.channel?.unref();
}

function errorOf(line: string): VictimWord {
    const { code, msg } = JSON.parse(line) as { code?: string; msg: string };
    return { kind: 'error', code, text: msg };
}
