/** Thread that runs the bundler: the org keeps answering while the browser side is built. */
import { parentPort } from 'node:worker_threads';
import type { AppRequest, BuildReply, VendorRequest } from '../protocol.ts';
import { buildApp } from './appBuild.ts';
import { toProblems } from './problems.ts';
import { buildVendor } from './vendorBuild.ts';

parentPort?.on('message', (message: { id: number; request: VendorRequest | AppRequest }) => {
    void build(message.request).then((reply) => parentPort?.postMessage({ id: message.id, reply }));
});

async function build(request: VendorRequest | AppRequest): Promise<BuildReply> {
    try {
        if (request.kind === 'app') return { ok: true, app: await buildApp(request) };
        await buildVendor(request);
        return { ok: true };
    } catch (error) {
        return { ok: false, problems: toProblems(error) };
    }
}
