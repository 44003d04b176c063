import { routeSection } from '../../src/config/sections/routes.ts';
import { acknowledgementOf } from '../../src/map/index.ts';

const what = { alarm: 'Oil_High', episode: 'press:Oil_High:1:5', by: '005', at: '2026-11-20T12:00:00.000Z' };
const route = (more: object) => routeSection.parse({ filter: 'plant/+/+/telemetry', deviceLevel: 3, ...more });
const topic = 'plant/nw/press/telemetry';

test('the topic is made from the one the device was heard on, the payload from the template', () => {
    expect(acknowledgementOf(route({ acknowledgeTopic: 'plant/{2}/{device}/ack' }), topic, 'press', what)).toEqual({
        topic: 'plant/nw/press/ack',
        payload: '{"alarm":"Oil_High","episode":"press:Oil_High:1:5","by":"005","at":"2026-11-20T12:00:00.000Z"}'
    });
});

test('values are escaped, and what is no placeholder stays', () => {
    const config = route({
        acknowledgeTopic: 'ack',
        acknowledgePayload: '{"who":"{by}","on":"{device}","x":"{other}"}'
    });
    const message = acknowledgementOf(config, topic, 'press', { ...what, by: 'a "b"' });
    expect(JSON.parse(message?.payload ?? '')).toEqual({ who: 'a "b"', on: 'press', x: '{other}' });
});

test('a route without the topic tells nothing', () => {
    expect(acknowledgementOf(route({}), topic, 'press', what)).toBeUndefined();
});
