import type { ProvisioningConfig, ProvisioningRule, RouteConfig } from '../../config/index.ts';
import type { NewAsset } from '../../contract/index.ts';
import type { QuarantinedDevice } from '../../intake/index.ts';
import { deviceInTopic, fillTopic, routeOf } from '../../map/index.ts';
import { topicMatches } from '../../pipeline/index.ts';

/** Length of Asset.Device_Id__c. */
const maximumId = 80;

/**
 * The Asset a rule has for a device; undefined when no rule is for it, or its topic does not prove who it is. Pure.
 */
export function assetFor(
    { device, topic }: QuarantinedDevice,
    { rules }: ProvisioningConfig,
    routes: readonly RouteConfig[]
): NewAsset | undefined {
    const rule = rules.find(({ filter }) => topicMatches(filter, topic));
    if (!rule || device.length > maximumId || !isAllowed(rule, device)) return undefined;
    if (rule.identity === 'topic' && namedByTopic(topic, routes) !== device) return undefined;
    const { parentDevice, model, name, status } = rule;
    return { device, name: fillTopic(name, topic, device), status, parentDevice, model };
}

function isAllowed({ devices }: ProvisioningRule, device: string): boolean {
    return new RegExp(`^(?:${devices})$`).test(device);
}

/** The device a topic speaks for, with its prefix; undefined when only the message names it. */
function namedByTopic(topic: string, routes: readonly RouteConfig[]): string | undefined {
    const route = routeOf(routes, topic);
    const named = route && deviceInTopic(route, topic);
    return named ? route.devicePrefix + named : undefined;
}
