/** What the server wrote into the page about the signed-in user. */
export interface LightningSession {
    readonly apiVersion: string;
    readonly user: { readonly Id: string; readonly isGuest: boolean; readonly name: string; readonly username: string };
    readonly i18n: Readonly<Record<string, string | number>>;
    /** Granted custom permissions; others are undefined, as on the platform. */
    readonly customPermissions: Readonly<Record<string, true>>;
    readonly userPermissions: Readonly<Record<string, true>>;
}

declare global {
    var lightningSession: LightningSession;
}

/** Path of the REST API that the page uses, such as `/services/data/v66.0`. */
export const apiPath = (): string => `/services/data/v${globalThis.lightningSession.apiVersion}`;
