import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { apexRoutes } from '../apex/index.ts';
import { refusals } from '../errors.ts';
import type { Org } from '../org.ts';
import { registerAssets } from './assets.ts';
import { describeProblem, LightningBuildError, LightningBuilder } from './build/index.ts';
import { appDocument, problemDocument } from './document.ts';
import { openedModules, registerModels } from './models.ts';
import { scriptsToPreload } from './preload.ts';
import { pageSession } from './session/pageSession.ts';
import { registerSessionRoutes, signedInUser } from './session/sessionRoutes.ts';
import { registerSetup } from './setup/index.ts';
import { chosenTheme, registerThemes } from './themes.ts';

/** Where the browser side is built. */
export interface LightningOptions {
    /** Keeps the built base components between runs; defaults to `.cache/lightning` of the checkout. */
    readonly cacheFolder?: string;
}

const defaultCacheFolder = fileURLToPath(new URL('../../../.cache/lightning', import.meta.url));

/** Lightning Experience: the app shell with the deployed pages and components, and Setup. */
export function lightningRoutes(org: Org, options: LightningOptions = {}): FastifyPluginAsync {
    return async (app) => {
        const builder = new LightningBuilder(options.cacheFolder ?? defaultCacheFolder, '/lightning/assets/vendor');
        app.addHook('onClose', () => builder.stop());
        acceptForms(app);
        registerAssets(app, org, builder);
        registerSessionRoutes(app, org);
        registerThemes(app);
        registerModels(app, org);
        registerSetup(app, org);
        await app.register(apexRoutes(org));
        app.get('/lightning', (_request, reply) => reply.redirect('/lightning/page/home'));
        app.get('/lightning/*', (request, reply) => sendPage(org, builder, request, reply));
    };
}

function acceptForms(app: FastifyInstance): void {
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
        done(null, Object.fromEntries(new URLSearchParams(String(body))));
    });
}

async function sendPage(
    org: Org,
    builder: LightningBuilder,
    request: FastifyRequest,
    reply: FastifyReply
): Promise<FastifyReply> {
    if (!request.headers.accept?.includes('text/html')) throw refusals.notFound();
    const userId = signedInUser(org, request);
    if (!userId) return reply.redirect(`/lightning/login?startURL=${encodeURIComponent(request.url)}`);
    const nonce = randomBytes(16).toString('base64');
    void reply
        .type('text/html')
        .header('content-security-policy', contentPolicy(nonce))
        .header('cache-control', 'no-store');
    try {
        const app = await builder.app(org);
        const parts = {
            session: pageSession(org, userId),
            theme: chosenTheme(request),
            preload: scriptsToPreload(app, openedModules(org, request, userId)),
            nonce
        };
        return await reply.send(appDocument(app, parts));
    } catch (error) {
        if (!(error instanceof LightningBuildError)) throw error;
        process.stderr.write(`${error.message}\n`);
        return reply.code(500).send(problemDocument(error.problems.map(describeProblem)));
    }
}

const contentPolicy = (nonce: string): string =>
    [
        "default-src 'self'",
        `script-src 'self' 'nonce-${nonce}'`,
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: https:",
        "font-src 'self' data:",
        "frame-ancestors 'self'"
    ].join('; ');
