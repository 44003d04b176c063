import { randomBytes } from 'node:crypto';
import type { Auth, Session } from '../org.ts';
import type { Clock } from '../platform.ts';
import type { Database, SqlRow } from '../store/database.ts';

/** How long a session lasts without being refreshed: two hours, Salesforce's default. */
export const SESSION_LIFETIME_MS = 2 * 60 * 60_000;

/** Client id of sessions that the org itself opens. */
export const LOCAL_CLIENT = 'local-org';

/** Sessions and refresh tokens, kept over a restart. */
export class Sessions implements Auth {
    readonly #database: Database;
    readonly #clock: Clock;
    readonly #orgId: string;

    constructor(database: Database, clock: Clock, orgId: string) {
        this.#database = database;
        this.#clock = clock;
        this.#orgId = orgId;
        database.define(
            'CREATE TABLE IF NOT EXISTS "_session" (token TEXT PRIMARY KEY, userId TEXT NOT NULL, clientId TEXT NOT NULL, expiresAt INTEGER NOT NULL)'
        );
        database.define(
            'CREATE TABLE IF NOT EXISTS "_authorizationCode" (code TEXT PRIMARY KEY, userId TEXT NOT NULL, clientId TEXT NOT NULL)'
        );
        database.define(
            'CREATE TABLE IF NOT EXISTS "_refreshToken" (token TEXT PRIMARY KEY, userId TEXT NOT NULL, clientId TEXT NOT NULL)'
        );
    }

    openSession(userId: string, clientId: string = LOCAL_CLIENT): Session {
        const accessToken = `${this.#orgId.slice(0, 15)}!${randomBytes(60).toString('base64url')}`;
        const expiresAt = this.#clock.now().getTime() + SESSION_LIFETIME_MS;
        this.#database.run('DELETE FROM "_session" WHERE expiresAt < ?', this.#clock.now().getTime());
        this.#database.run('INSERT INTO "_session" VALUES (?, ?, ?, ?)', accessToken, userId, clientId, expiresAt);
        return { accessToken, userId, clientId, expiresAt, orgId: this.#orgId };
    }

    session(accessToken: string): Session | undefined {
        const row = this.#database.get(
            'SELECT * FROM "_session" WHERE token = ? AND expiresAt > ?',
            accessToken,
            this.#clock.now().getTime()
        );
        return row && this.#sessionOf(row);
    }

    revoke(token: string): boolean {
        const sessions = this.#database.run('DELETE FROM "_session" WHERE token = ?', token);
        const refresh = this.#database.run('DELETE FROM "_refreshToken" WHERE token = ?', token);
        return sessions + refresh > 0;
    }

    /** Ends every session, except the one of `keptToken`. */
    expireAll(keptToken = ''): void {
        this.#database.run('DELETE FROM "_session" WHERE token <> ?', keptToken);
    }

    /** A code that a client exchanges once for tokens of the user. */
    openAuthorizationCode(userId: string, clientId: string): string {
        const code = `aPrx.${this.#orgId.slice(0, 15)}.${randomBytes(48).toString('base64url')}`;
        this.#database.run('INSERT INTO "_authorizationCode" VALUES (?, ?, ?)', code, userId, clientId);
        return code;
    }

    /** Whose code it is; a code works once. */
    takeAuthorizationCode(code: string, clientId: string): string | undefined {
        const row = this.#database.get(
            'DELETE FROM "_authorizationCode" WHERE code = ? AND clientId = ? RETURNING userId',
            code,
            clientId
        );
        return row && String(row['userId']);
    }

    /** A token that opens new sessions until it is revoked. */
    openRefreshToken(userId: string, clientId: string): string {
        const token = `5Aep.${this.#orgId.slice(0, 15)}.${randomBytes(48).toString('base64url')}`;
        this.#database.run('INSERT INTO "_refreshToken" VALUES (?, ?, ?)', token, userId, clientId);
        return token;
    }

    /** Whose refresh token it is; undefined when it is unknown or belongs to another client. */
    ownerOfRefreshToken(token: string, clientId: string): string | undefined {
        const row = this.#database.get(
            'SELECT userId FROM "_refreshToken" WHERE token = ? AND clientId = ?',
            token,
            clientId
        );
        return row && String(row['userId']);
    }

    #sessionOf(row: SqlRow): Session {
        return {
            accessToken: String(row['token']),
            userId: String(row['userId']),
            clientId: String(row['clientId']),
            expiresAt: Number(row['expiresAt']),
            orgId: this.#orgId
        };
    }
}
