import { readFileSync } from 'node:fs';
import type { MqttConfig } from '../../../config/index.ts';
import type { Clock } from '../../../pipeline/index.ts';
import type { Credentials } from './credentials.ts';
import { fingerprint, readCredentials } from './readCredentials.ts';

/** What the keeper works with. */
export interface CredentialKeeperParts {
    config: MqttConfig;
    clock: Clock;
    /** Called with the first credentials and with every newer ones. */
    onChange(credentials: Credentials): void;
    /** Credentials cannot be used; those in use, if any, stay. Called once per state of the files. */
    onTrouble(error: unknown, inUse: boolean): void;
    /** Called at every look, for what depends on time. */
    onLook(credentials: Credentials | undefined): void;
}

/**
 * Keeps the credentials of a source up to date: looks at the files every few seconds and renews tokens in time. Looking
 * at the content finds every way of replacing a file, also the symbolic links of mounted secrets.
 */
export class CredentialKeeper {
    private readonly parts: CredentialKeeperParts;
    private current: Credentials | undefined;
    /** State of the files that was last judged, and the one seen at the last look. */
    private judged = '';
    private seen = '';
    private timer: NodeJS.Timeout | undefined;
    private looking = false;

    constructor(parts: CredentialKeeperParts) {
        this.parts = parts;
    }

    /** Reads the credentials and goes on looking; resolves after the first reading, good or not. */
    async start(): Promise<void> {
        this.seen = this.state();
        await this.judge(this.seen);
        this.timer = setInterval(() => void this.look(), this.parts.config.credentialSeconds * 1000);
    }

    stop(): void {
        clearInterval(this.timer);
    }

    private async look(): Promise<void> {
        if (this.looking) return;
        this.looking = true;
        try {
            const state = this.state();
            // Certificate and key are two files: both are taken only when nothing was written since the last look.
            const settled = state === this.seen;
            this.seen = state;
            if (settled && (state !== this.judged || this.mustRenew())) await this.judge(state);
            this.parts.onLook(this.current);
        } finally {
            this.looking = false;
        }
    }

    private mustRenew(): boolean {
        return this.current?.renewAt !== undefined && this.parts.clock.now() >= this.current.renewAt;
    }

    private async judge(state: string): Promise<void> {
        const { config, clock } = this.parts;
        try {
            const credentials = await readCredentials(config, readFileSync, clock.now());
            this.current = credentials;
            this.judged = state;
            this.parts.onChange(credentials);
        } catch (error) {
            const repeated = this.judged === state;
            this.judged = state;
            if (!repeated) this.parts.onTrouble(error, this.current !== undefined);
        }
    }

    private state(): string {
        return fingerprint(this.parts.config, readFileSync);
    }
}
