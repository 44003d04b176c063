import type { FastifyReply, FastifyRequest } from 'fastify';

/** Cookies that the pages use; no script can read them. */
export const cookieNames = {
    /** Access token of the user who is shown. */
    session: 'sid',
    /** Access token of the person who signed in, kept while they look at the org as another user. */
    owner: 'sid_owner',
    /** Developer name of the app that was opened last. */
    application: 'app',
    /** Name of the look that was chosen. */
    theme: 'theme'
} as const;

/** The value of a cookie, or undefined. */
export function readCookie(request: FastifyRequest, name: string): string | undefined {
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const found = pairs.find((pair) => pair.startsWith(`${name}=`));
    return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1));
}

/**
 * Sets a cookie until the browser is closed. `SameSite=Strict` keeps other sites from acting in the user's name.
 */
export function setCookie(reply: FastifyReply, name: string, value: string): void {
    void reply.header('set-cookie', `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Strict`);
}

/** Deletes a cookie. */
export function clearCookie(reply: FastifyReply, name: string): void {
    void reply.header('set-cookie', `${name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`);
}
