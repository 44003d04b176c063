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
    const designSystem = designSystemFolder();
    app.get<{ Params: { '*': string } }>('/lightning/assets/slds/*', (request, reply) =>
        sendFile(reply, designSystem, request.params['*'])
    );
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

/** The style sheets; the package's fonts come with the browser's own. */
function designSystemFolder(): string {
    const require = createRequire(fileURLToPath(new URL('./assets.ts', import.meta.url)));
    const name = '@salesforce-ux/design-system';
    const folder = require.resolve
        .paths(name)
        ?.map((base) => path.join(base, name, 'assets'))
        .find(existsSync);
    if (!folder) throw new Error(`Package ${name} is not installed.`);
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
