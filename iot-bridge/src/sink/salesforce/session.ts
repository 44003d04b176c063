import jsforce from 'jsforce';
import type { Connection } from 'jsforce';
import type { SalesforceConfig } from '../../config/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';
import { isUnreachable } from './classify.ts';
import { tokenRequest } from './credentials.ts';

/** A logged-in connection that renews itself when the session ends. */
export class Session {
    readonly connection: Connection;
    private readonly config: SalesforceConfig;

    constructor(config: SalesforceConfig) {
        this.config = config;
        const { authentication: method, apiVersion: version, loginUrl } = config;
        const fixed =
            method.flow === 'access-token' ? { accessToken: method.accessToken, instanceUrl: loginUrl } : { loginUrl };
        this.connection = new jsforce.Connection({
            ...fixed,
            version,
            oauth2: { loginUrl },
            // The refresh of jsforce only knows refresh tokens, which neither of our flows has.
            refreshFn: (_connection, done) => {
                this.login().then(
                    () => {
                        done(null, this.connection.accessToken ?? undefined);
                    },
                    (error: unknown) => {
                        done(error instanceof Error ? error : new Error(String(error)));
                    }
                );
            }
        });
    }

    /** Gets a new session. @throws BridgeError ORG_LOGIN_REFUSED or ORG_UNREACHABLE */
    async login(): Promise<void> {
        const request = await tokenRequest(this.config);
        const url = this.config.loginUrl;
        if (!request) return this.probe(url);
        try {
            await this.connection.authorize(request);
        } catch (cause) {
            throw loginError(url, cause);
        }
    }

    /** Id of the user the bridge is logged in as, where the flow tells it. */
    get userId(): string | undefined {
        return this.connection.userInfo?.id;
    }

    /** Id of the org; a session begins with it. */
    get organizationId(): string {
        return this.connection.userInfo?.organizationId ?? (this.connection.accessToken ?? '').split('!')[0] ?? '';
    }

    /** A given session is tried with the cheapest request that needs one. */
    private async probe(url: string): Promise<void> {
        try {
            await this.connection.request(`/services/data/v${this.config.apiVersion}/limits`);
        } catch (cause) {
            throw loginError(url, cause);
        }
    }
}

function loginError(url: string, cause: unknown): BridgeError {
    const code = isUnreachable(cause) ? 'ORG_UNREACHABLE' : 'ORG_LOGIN_REFUSED';
    return new BridgeError(code, { url, reason: reasonOf(cause) }, cause);
}
