import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SalesforceError } from '../errors.ts';
import { cookieNames, readCookie, setCookie } from './session/cookies.ts';

/** A look of Lightning Experience. */
export interface Theme {
    readonly name: string;
    readonly label: string;
    /** Address of its style sheet. */
    readonly styleSheet: string;
}

/**
 * The looks that an org offers in Setup under Themes and Branding: Lightning Design System 1 and 2.
 * @see https://www.lightningdesignsystem.com
 */
export const themes: readonly [Theme, ...Theme[]] = [
    {
        name: 'Lightning',
        label: 'Lightning Experience (SLDS 1)',
        styleSheet: '/lightning/assets/slds/styles/salesforce-lightning-design-system.min.css'
    },
    {
        name: 'Cosmos',
        label: 'Salesforce Cosmos (SLDS 2)',
        styleSheet: '/lightning/assets/slds2/css/bundled/slds2.cosmos.css'
    }
];

const themeBody = z.object({ name: z.string() });

/** The look that this browser has chosen, or the first. An org has one look for everybody; here each browser may try. */
export function chosenTheme(request: FastifyRequest): Theme {
    const name = readCookie(request, cookieNames.theme);
    return themes.find((theme) => theme.name === name) ?? themes[0];
}

/** Telling and choosing the look. */
export function registerThemes(app: FastifyInstance): void {
    app.get('/lightning/session/themes', (request) => ({
        themes: themes.map(({ name, label }) => ({ name, label })),
        chosen: chosenTheme(request).name
    }));
    app.post('/lightning/session/theme', (request, reply) => chooseTheme(reply, themeBody.parse(request.body).name));
}

function chooseTheme(reply: FastifyReply, name: string): FastifyReply {
    if (!themes.some((theme) => theme.name === name)) {
        const known = themes.map((theme) => theme.name).join(' and ');
        throw new SalesforceError('NOT_FOUND', `There is no theme ${name}. There are ${known}.`, 404);
    }
    setCookie(reply, cookieNames.theme, name);
    return reply.send({ name });
}
