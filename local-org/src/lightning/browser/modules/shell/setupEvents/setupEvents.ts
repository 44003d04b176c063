import { LightningElement } from 'lwc';
import { messageOf } from 'shell/pageData';
import { loadEvents } from 'shell/setupData';

/** Container: the newest platform events of each object. */
export default class ShellSetupEvents extends LightningElement {
    objects: readonly object[] = [];
    error: string | undefined;

    connectedCallback(): void {
        void this.load();
    }

    async load(): Promise<void> {
        try {
            const { objects } = await loadEvents();
            this.error = undefined;
            this.objects = objects.map((object) => ({
                ...object,
                events: object.events.map((event) => ({ ...event, text: JSON.stringify(event.payload) }))
            }));
        } catch (error) {
            this.error = messageOf(error);
        }
    }
}
