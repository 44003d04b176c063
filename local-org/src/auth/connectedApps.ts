import { createPublicKey, timingSafeEqual, X509Certificate, type KeyObject } from 'node:crypto';
import { messageOf, SalesforceError } from '../errors.ts';
import type { Database, SqlRow } from '../store/database.ts';

/** A client that may ask for tokens. */
export interface ConnectedApp {
    readonly clientId: string;
    /** Blank for a client without secret, such as the sf CLI. */
    readonly clientSecret: string;
    /** User that client credentials act as. */
    readonly runAs: string | null;
    /** PEM certificate or public key that JWT assertions are checked with. */
    readonly certificate: string | null;
}

/** The clients that the org knows. */
export class ConnectedApps {
    readonly #database: Database;

    constructor(database: Database) {
        this.#database = database;
        database.define(
            'CREATE TABLE IF NOT EXISTS "_connectedApp" (clientId TEXT PRIMARY KEY, clientSecret TEXT NOT NULL, runAs TEXT, certificate TEXT)'
        );
    }

    find(clientId: string): ConnectedApp | undefined {
        const row = this.#database.get('SELECT * FROM "_connectedApp" WHERE clientId = ?', clientId);
        return row && appOf(row);
    }

    /** Adds or replaces a client. @throws SalesforceError `INVALID_INPUT` for a certificate that cannot be read. */
    register(app: ConnectedApp): void {
        if (app.certificate !== null) readPublicKey(app.certificate);
        this.#database.run(
            'INSERT OR REPLACE INTO "_connectedApp" (clientId, clientSecret, runAs, certificate) VALUES (?, ?, ?, ?)',
            app.clientId,
            app.clientSecret,
            app.runAs,
            app.certificate
        );
    }
}

/** Whether the secret is the client's; takes the same time for every wrong secret of the same length. */
export function hasSecret(app: ConnectedApp, secret: string): boolean {
    const expected = Buffer.from(app.clientSecret);
    const given = Buffer.from(secret);
    return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
}

/** The public key of a PEM certificate or of a PEM public key. */
export function readPublicKey(pem: string): KeyObject {
    try {
        return pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
    } catch (error) {
        throw new SalesforceError('INVALID_INPUT', `The certificate cannot be read: ${messageOf(error)}`);
    }
}

function appOf(row: SqlRow): ConnectedApp {
    const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
    return {
        clientId: String(row['clientId']),
        clientSecret: String(row['clientSecret']),
        runAs: text('runAs'),
        certificate: text('certificate')
    };
}

/** Client with which the bridge signs in by client credentials. */
export const BRIDGE_CLIENT = { clientId: 'local-bridge', clientSecret: 'local-bridge-secret' } as const;

/** The clients of a new org: the bridge's own, acting as the integration user. */
export function withBridge(apps: ConnectedApps, bridgeUserId: string): ConnectedApps {
    if (!apps.find(BRIDGE_CLIENT.clientId)) apps.register({ ...BRIDGE_CLIENT, runAs: bridgeUserId, certificate: null });
    return apps;
}
