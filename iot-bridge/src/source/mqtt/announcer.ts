import type { MqttClient } from 'mqtt';
import type { MqttConfig } from '../../config/index.ts';

type Will = NonNullable<MqttConfig['will']>;

/** Topic of a Sparkplug 3.0 host; the host id is its last level. Version 2.2 has none of the namespace in it. */
const sparkplug3 = 'spBv1.0/STATE/';

/** What is published retained while the bridge is there, and by itself or the broker when it is gone. */
export interface Announcement {
    online: string;
    offline: string;
}

/**
 * The two payloads of one session.
 * @param since start of the session in ms: a Sparkplug host gives the same time in its will and its birth, so that a
 * late will of an earlier session is told from that of this one (Sparkplug 3.0, 6.4.26)
 * @param status what the bridge tells about itself
 */
export function announcementOf(will: Will, since: number, status: object): Announcement {
    switch (will.content) {
        case 'text':
            return { online: will.online, offline: will.payload };
        case 'status':
            return {
                online: JSON.stringify({ status: 'online', ...status }),
                offline: JSON.stringify({ status: 'offline', since: new Date(since).toISOString() })
            };
        case 'sparkplug-state':
            if (!will.topic.startsWith(sparkplug3)) return { online: 'ONLINE', offline: 'OFFLINE' };
            return {
                online: JSON.stringify({ online: true, timestamp: since }),
                offline: JSON.stringify({ online: false, timestamp: since })
            };
    }
}

/** Tells others on a broker whether the bridge is there: retained, with the last will for its sudden death. */
export class Announcer {
    private readonly will: Will;
    private readonly client: MqttClient;
    private readonly status: () => object;
    private readonly options: { qos: 0 | 1; retain: boolean };
    private since = 0;
    private told = '';
    private timer: NodeJS.Timeout | undefined;

    /** @param client a client that has not begun to connect */
    constructor(will: Will, client: MqttClient, status: () => object) {
        this.will = will;
        this.options = { qos: will.qos, retain: will.retain === 'on' };
        this.client = client;
        this.status = status;
        this.prepare();
        client.on('reconnect', () => this.prepare());
        client.on('connect', () => this.tell(true));
        this.timer = setInterval(() => this.tell(false), will.everySeconds * 1000).unref();
    }

    /**
     * Says goodbye, because after an orderly end the broker publishes no last will. A plain text does not: whoever watches
     * it is told of deaths, not of restarts.
     */
    async stop(): Promise<void> {
        clearInterval(this.timer);
        this.timer = undefined;
        if (!this.client.connected || this.will.content === 'text') return;
        const { offline } = announcementOf(this.will, this.since, {});
        await this.client.publishAsync(this.will.topic, offline, this.options);
    }

    /** The will belongs to the connection that is about to be made. */
    private prepare(): void {
        this.since = Date.now();
        const { offline } = announcementOf(this.will, this.since, {});
        this.client.options.will = { topic: this.will.topic, payload: Buffer.from(offline), ...this.options };
    }

    /** Always on a new connection, because the will of an earlier one may have been published; else when it changed. */
    private tell(connected: boolean): void {
        if (!this.client.connected) return;
        const { online } = announcementOf(this.will, this.since, this.status());
        if (!connected && online === this.told) return;
        this.told = online;
        this.client.publish(this.will.topic, online, this.options);
    }
}
