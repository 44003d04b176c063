import type { MachineCommand } from '../src/contract/index.ts';
import type { CommandPosition, DeliveredCommand, Subscription } from '../src/sink/org.ts';
import { SalesforceOrg } from '../src/sink/salesforce/index.ts';

const pollMs = 50;

/**
 * The org as the bridge reaches it, but for its commands, which are asked for behind the position instead of streamed,
 * and some of them delivered twice.
 */
export class CommandsByPolling extends SalesforceOrg {
    private readonly url: string;

    constructor(url: string, ...config: ConstructorParameters<typeof SalesforceOrg>) {
        super(...config);
        this.url = url;
    }

    override subscribeCommands(
        from: CommandPosition,
        deliver: (command: DeliveredCommand) => void
    ): Promise<Subscription> {
        let next = typeof from === 'number' ? from + 1 : 0;
        let polling: Promise<void> = Promise.resolve();
        const poll = async (): Promise<void> => {
            const reply = await fetch(new URL(`/commands?from=${next}`, this.url));
            for (const command of (await reply.json()) as MachineCommand[]) {
                deliver({ position: next, command });
                if (Math.random() < 0.2) deliver({ position: next, command });
                next++;
            }
        };
        const timer = setInterval(() => {
            polling = polling.then(poll);
        }, pollMs);
        return Promise.resolve({
            stop: async () => {
                clearInterval(timer);
                await polling;
            }
        });
    }
}
