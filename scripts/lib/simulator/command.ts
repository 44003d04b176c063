import { z } from 'zod';

/** A command as the bridge publishes it on the command topic of a device. */
export const deviceCommand = z.object({
    key: z.string(),
    command: z.string(),
    parameters: z.record(z.string(), z.unknown()).default({}),
    /** ISO 8601; the device carries nothing out after it. */
    expires: z.string().nullable().default(null)
});

/** A command for a device. */
export type DeviceCommand = z.output<typeof deviceCommand>;

/** What a machine does with a command: nothing, with the reason, or something that is done when it is over. */
export type Reaction = { readonly refused: string } | { readonly done: string };

/** An answer as a device publishes it below its command topic. */
export interface CommandAnswer {
    readonly key: string;
    readonly state: 'accepted' | 'done' | 'failed';
    readonly text: string;
}

/** What takes commands. */
interface Commanded {
    command(name: string, parameters: DeviceCommand['parameters']): Reaction;
}

/** The part of a controller that takes commands: each key once, none after its expiry. */
export class CommandReceiver {
    private readonly machine: Commanded;
    private readonly answered = new Map<string, CommandAnswer>();

    constructor(machine: Commanded) {
        this.machine = machine;
    }

    /** Carries a command out. @returns what is published in answer; a repeated command gets its last answer again */
    receive({ key, command, parameters, expires }: DeviceCommand, now: Date): CommandAnswer[] {
        const known = this.answered.get(key);
        if (known) return [known];
        if (expires !== null && !(Date.parse(expires) > now.getTime())) {
            return [this.note({ key, state: 'failed', text: 'expired before it reached the machine' })];
        }
        const reaction = this.machine.command(command, parameters);
        if ('refused' in reaction) return [this.note({ key, state: 'failed', text: reaction.refused })];
        return [
            { key, state: 'accepted', text: 'the machine carries it out' },
            this.note({ key, state: 'done', text: reaction.done })
        ];
    }

    private note(answer: CommandAnswer): CommandAnswer {
        this.answered.set(answer.key, answer);
        return answer;
    }
}
