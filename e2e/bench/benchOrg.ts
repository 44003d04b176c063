import path from 'node:path';
import { Connection } from 'jsforce';
import { z } from 'zod';
import { startService } from '../../scripts/lib/demo/service.ts';

const readyLine = z.object({ url: z.url(), accessToken: z.string() });

/** A local org with the product and the pages of the benchmark. */
export interface BenchOrg {
    readonly connection: Connection;
    /** Address of an asset's page in one of the benchmark's apps, with the sign-in. */
    readonly pageUrl: (app: string, assetId: string) => string;
    readonly stop: () => Promise<void>;
}

/** Starts the org as a process of its own, so that it does not share a thread with what measures it. */
export async function startBenchOrg(projectFolder: string, dataFolder: string): Promise<BenchOrg> {
    const service = await startService({
        name: 'The local org',
        arguments: [
            path.join(projectFolder, 'local-org/src/main.ts'),
            ...['--port', '0', '--data', dataFolder],
            ...['--project', projectFolder, '--project', path.join(projectFolder, 'e2e/bench/project')]
        ],
        cwd: projectFolder,
        isReady: (line) => readyLine.safeParse(line).success
    });
    const { url, accessToken } = readyLine.parse(service.ready);
    return {
        connection: new Connection({ instanceUrl: url, accessToken, version: '66.0' }),
        pageUrl: (app, assetId) => {
            const query = new URLSearchParams({
                sid: accessToken,
                retURL: `/lightning/app/c__${app}/r/Asset/${assetId}/view`
            });
            return `${url}/secur/frontdoor.jsp?${query.toString()}`;
        },
        stop: () => service.stop()
    };
}
