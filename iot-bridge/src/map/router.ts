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
    const levels = topic.split('/');
    return route.commandTopic?.replace(/\{(\w+)\}/g, (whole, name: string) =>
        name === 'device' ? device : (levels[Number(name) - 1] ?? whole)
    );
}
