import type { RouteConfig } from '../config/index.ts';
import { topicMatches } from '../pipeline/index.ts';

/** The first route whose filter matches a topic. */
export function routeOf(routes: readonly RouteConfig[], topic: string): RouteConfig | undefined {
    return routes.find((route) => topicMatches(route.filter, topic));
}

/** Device named by the topic of a route, without the prefix; undefined when the route does not look there. */
export function deviceInTopic(route: RouteConfig, topic: string): string | undefined {
    return route.deviceLevel === undefined ? undefined : topic.split('/')[route.deviceLevel - 1];
}

/** The command topic of a device, made from the topic it was last heard on. */
export function commandTopicOf(route: RouteConfig, topic: string, device: string): string | undefined {
    return route.commandTopic && fillTopic(route.commandTopic, topic, device);
}

/** A message for a device. */
export interface DeviceMessage {
    topic: string;
    payload: string;
}

/** What a device is told of an acknowledgement. */
export interface Acknowledgement {
    /** Developer name of the alarm definition. */
    alarm: string;
    /** Key of the episode; empty when the command named none. */
    episode: string;
    /** Id of the user; empty when unknown. */
    by: string;
    /** ISO 8601. */
    at: string;
}

/** The message that tells a device that its alarm is acknowledged; undefined when its route has no topic for that. */
export function acknowledgementOf(
    { acknowledgeTopic, acknowledgePayload }: RouteConfig,
    topic: string,
    device: string,
    acknowledgement: Acknowledgement
): DeviceMessage | undefined {
    if (!acknowledgeTopic) return undefined;
    const values = new Map(Object.entries({ ...acknowledgement, device }));
    const payload = acknowledgePayload.replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = values.get(name);
        return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
    });
    return { topic: fillTopic(acknowledgeTopic, topic, device), payload };
}

/** A text with `{device}` and the levels of a topic, `{1}`, `{2}` …, filled in. */
export function fillTopic(template: string, topic: string, device: string): string {
    const levels = topic.split('/');
    return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
        name === 'device' ? device : (levels[Number(name) - 1] ?? whole)
    );
}
