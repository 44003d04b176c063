/** What a victim is started with. */
export interface VictimSetting {
    /** Address of its broker. */
    broker: string;
    /** Address of its org. */
    org: string;
    dataDirectory: string;
}

/** What a victim tells the process that torments it. */
export type VictimWord =
    | { kind: 'ready'; httpAddress: string | undefined }
    /** Its clock was set, by so many milliseconds. */
    | { kind: 'jumped'; byMs: number }
    /** An error in its log. */
    | { kind: 'error'; code: string | undefined; text: string };

/** What a victim is told: its clock goes right from now on. */
export type VictimOrder = 'keep-time';

/** Furthest a victim's clock is from the real one, either way. */
export const furthestJumpMs = 600_000;
