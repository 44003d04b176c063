/** What the org knows, one JSON object per line; it survives every victim. */
export interface ChaosFiles {
    /** Alarm events it took. */
    events: string;
    /** Machine commands it gives. */
    commands: string;
    /** What it was told of commands. */
    results: string;
}

/** What a victim is started with. */
export interface VictimSetting {
    url: string;
    dataDirectory: string;
    files: ChaosFiles;
    devices: string[];
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
