import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { unzipSync } from 'fflate';
import type { StaticResource } from '@salesforce/types/metadata';
import { refusals } from '../errors.ts';
import type { Org } from '../org.ts';
import type { LightningBuilder } from './build/index.ts';

const contentTypes: Readonly<Record<string, string>> = {
    '.js': 'text/javascript; charset=utf-8',
    '.mjs': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.jpg': 'image/jpeg',
    '.gif': 'image/gif',
    '.json': 'application/json',
    '.woff2': 'font/woff2',
    '.html': 'text/html; charset=utf-8'
};

const forEver = 'public, max-age=31536000, immutable';

const ownStyles = fileURLToPath(new URL('./browser/shell.css', import.meta.url));

/** Files of the browser side: built modules, design system, static resources. */
export function registerAssets(app: FastifyInstance, org: Org, builder: LightningBuilder): void {
    const folders = { slds: packageFolder('design-system/assets'), slds2: packageFolder('design-system-2/dist') };
    for (const [name, folder] of Object.entries(folders)) {
        app.get<{ Params: { '*': string } }>(`/lightning/assets/${name}/*`, (request, reply) =>
            sendFile(reply, folder, request.params['*'])
        );
    }
    app.get('/lightning/assets/shell.css', (_request, reply) =>
        reply.type('text/css; charset=utf-8').send(readFileSync(ownStyles))
    );
    app.get<{ Params: { '*': string } }>('/lightning/assets/vendor/:key/*', async (request, reply) =>
        sendFile(reply, (await builder.vendor()).folder, request.params['*'])
    );
    app.get<{ Params: { version: string; '*': string } }>(
        '/lightning/assets/app/:version/*',
        async (request, reply) => {
            const built = await builder.version(request.params.version);
            const file = built?.files[request.params['*']];
            if (file === undefined) throw refusals.notFound();
            return reply.type('text/javascript; charset=utf-8').header('cache-control', forEver).send(file);
        }
    );
    app.get<{ Params: { name: string; '*'?: string } }>('/resource/:name', (request, reply) =>
        sendResource(org, reply, request.params.name, '')
    );
    app.get<{ Params: { name: string; '*': string } }>('/resource/:name/*', (request, reply) =>
        sendResource(org, reply, request.params.name, request.params['*'])
    );
}

/** Style sheets of a version of the design system; the package's fonts come with the browser's own. */
function packageFolder(name: string): string {
    const require = createRequire(fileURLToPath(new URL('./assets.ts', import.meta.url)));
    const scope = '@salesforce-ux';
    const folder = require.resolve
        .paths(`${scope}/${name}`)
        ?.map((base) => path.join(base, scope, name))
        .find(existsSync);
    if (!folder) throw new Error(`Package ${scope}/${path.dirname(name)} is not installed.`);
    return folder;
}

function sendFile(reply: FastifyReply, folder: string, name: string): FastifyReply {
    const file = path.resolve(folder, name);
    if (!file.startsWith(folder + path.sep) || !existsSync(file)) throw refusals.notFound();
    return reply.type(contentType(file)).header('cache-control', forEver).send(readFileSync(file));
}

const contentType = (file: string): string => contentTypes[path.extname(file)] ?? 'application/octet-stream';

function sendResource(org: Org, reply: FastifyReply, name: string, inner: string): FastifyReply {
    const component = org.registry.get('StaticResource', name);
    const file = component?.files.find(({ path: at }) => !at.endsWith('-meta.xml'));
    if (!component || !file) throw refusals.notFound();
    const declared = (component.content as StaticResource).contentType;
    if (!inner) return reply.type(declared).send(Buffer.from(file.bytes));
    const entry = unzipSync(file.bytes, { filter: (candidate) => candidate.name === inner })[inner];
    if (!entry) throw refusals.notFound();
    return reply.type(contentType(inner)).send(Buffer.from(entry));
}
