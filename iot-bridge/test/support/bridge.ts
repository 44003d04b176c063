import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BridgeConfigInput } from '../../src/index.ts';

/** A fresh data directory. */
export function dataDirectory(): string {
    return mkdtempSync(path.join(tmpdir(), 'bridge-'));
}

/** A configuration for tests: quiet, without a server, quick to send and to repeat. */
export function testConfig(more: Partial<BridgeConfigInput>): BridgeConfigInput {
    return {
        dataDirectory: dataDirectory(),
        salesforce: {
            loginUrl: 'http://127.0.0.1:1',
            authentication: { flow: 'access-token', accessToken: 'unused' },
            snapshotSeconds: 0.5
        },
        retry: { firstSeconds: 0.05, maximumSeconds: 0.2 },
        observe: { logLevel: 'silent', http: 'off' },
        ...more
    };
}
