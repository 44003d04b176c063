import type { UnknownDeviceRow } from '../contract/index.ts';
import type { QuarantinedDevice } from '../intake/index.ts';

/** Length of Unknown_Device__c.Topic__c. */
const maximumTopic = 255;

/** The record of a device on the list of unknown ones. */
export function unknownDeviceRow(
    { device, topic, firstSeen, lastSeen, messages }: QuarantinedDevice,
    hasAsset: boolean
): UnknownDeviceRow {
    return {
        Device_Id__c: device,
        Topic__c: topic.slice(0, maximumTopic),
        First_Seen__c: new Date(firstSeen).toISOString(),
        Last_Seen__c: new Date(lastSeen).toISOString(),
        Messages__c: messages,
        ...(hasAsset ? { Asset__r: { Device_Id__c: device } } : { Asset__c: null })
    };
}
